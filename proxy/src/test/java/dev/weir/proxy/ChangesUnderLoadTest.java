package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.RuleCondition;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Changes never hurt: rules, targets, certificates and listeners come and go while requests over
/// HTTP/1.1 and HTTP/2, uploads and an upgraded connection are under way.
class ChangesUnderLoadTest {
  private static final String ADDRESS = "127.0.5.7";
  private static final int PLAIN = 18900;
  private static final int SECURE = 18902;
  private static final int CHANGES = 1000;
  private static final long MEGABYTE = 1024 * 1024;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final int REQUESTS_PER_CHANGE = 6;

  private final AtomicBoolean running = new AtomicBoolean(true);

  /// Requests that clients may send: so many with every change.
  private final Semaphore due = new Semaphore(0);

  private final AtomicInteger answered = new AtomicInteger();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @Test
  void aThousandChangesFailNoRequestCutNoConnectionAndLeaveNothingBehind() throws Exception {
    TestCertificates authority = new TestCertificates();
    List<Certificate> certificates =
        List.of(
            authority.issue("a", "www.example.com", "EC"),
            authority.issue("b", "www.example.com", "EC"));
    try (var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(2).withFrontDoor(null));
        var one = new QuietTarget();
        var two = new QuietTarget()) {
      proxy.apply(snapshot(0, certificates, one, two));
      try (var upgraded = new RawClient(ADDRESS, PLAIN);
          var upload = new RawClient(ADDRESS, PLAIN);
          var http2 = new Http2Client(ADDRESS, SECURE)) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          clients.add(Thread.ofVirtual().start(this::http1Requests));
        }
        clients.add(Thread.ofVirtual().start(() -> http2Requests(http2)));
        upgraded.send("GET /up HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: e\r\n\r\n");
        assertThat(upgraded.head()).startsWith("HTTP/1.1 101 ");
        upload.send("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: " + CHANGES + "\r\n\r\n");
        var stream = http2.open(Http2Client.request("POST", "/u"), false);

        long before = 0;
        for (int change = 1; change <= CHANGES; change++) {
          assertThat(proxy.apply(snapshot(change, certificates, one, two)).failures()).isEmpty();
          due.release(REQUESTS_PER_CHANGE);
          upload.send("x");
          if (change % 50 == 0) {
            stream.data("x", change == CHANGES);
            upgraded.send("ping");
            assertThat(upgraded.read(4)).isEqualTo("ping");
          }
          if (change == CHANGES / 5) {
            before = heap();
          }
        }

        assertThat(upload.response()).isEqualTo(OK);
        assertThat(stream.response().body()).isEqualTo("ok");
        running.set(false);
        due.release(clients.size());
        for (Thread client : clients) {
          client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(answered.get()).isGreaterThan(CHANGES);
        assertThat(heap()).isLessThan(before + 16 * MEGABYTE);
      }
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static ElbSnapshot snapshot(
      int change, List<Certificate> certificates, QuietTarget one, QuietTarget two) {
    int[] ports =
        switch (change % 3) {
          case 0 -> new int[] {one.port(), two.port()};
          case 1 -> new int[] {one.port()};
          default -> new int[] {two.port()};
        };
    Certificate certificate = certificates.get(change / 2 % 2);
    Snapshots snapshots =
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of())
            .listener("lb", PLAIN, forward("pods"))
            .secureListener("lb", SECURE, certificate, forward("pods"))
            .group("pods", ports);
    for (int i = 0; i < change % 5; i++) {
      var never = new RuleCondition.PathPattern(List.of("/never/" + change + "/" + i), List.of());
      snapshots.rule("lb", PLAIN, i + 1, never, fixed(500, "wrong"));
    }
    if (change % 2 == 0) {
      snapshots.listener("lb", 18901, fixed(200, "other"));
    }
    return snapshots.build();
  }

  private boolean isDue() throws InterruptedException {
    due.acquire();
    return running.get();
  }

  private void http1Requests() {
    try (var client = new RawClient(ADDRESS, PLAIN)) {
      while (isDue()) {
        String response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").response();
        if (!response.equals(OK)) {
          throw new AssertionError("got: " + response);
        }
        answered.incrementAndGet();
      }
    } catch (Exception | AssertionError e) {
      failures.add(e);
    }
  }

  private void http2Requests(Http2Client client) {
    try {
      // A connection goes away after ten thousand requests, which is not what this is about.
      for (int i = 0; i < 9000 && isDue(); i++) {
        var response = client.get("/");
        if (!response.body().equals("ok")) {
          throw new AssertionError("got: " + response);
        }
        answered.incrementAndGet();
      }
    } catch (Exception | AssertionError e) {
      failures.add(e);
    }
  }
}
