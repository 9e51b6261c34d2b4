package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Changes never hurt: rules, targets and listeners come and go while requests, an upload and an
/// upgraded connection are under way.
class ChangesUnderLoadTest {
  private static final String ADDRESS = "127.0.5.7";
  private static final int CHANGES = 1000;

  @Test
  void aThousandChangesFailNoRequestAndCutNoConnection() throws Exception {
    AtomicBoolean running = new AtomicBoolean(true);
    AtomicInteger answered = new AtomicInteger();
    List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(2).withFrontDoor(null));
        var one = target();
        var two = target()) {
      proxy.apply(snapshot(0, one.port(), two.port()));
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(Thread.ofVirtual().start(() -> requests(running, answered, failures)));
      }
      try (var upgraded = new RawClient(ADDRESS, 18900);
          var upload = new RawClient(ADDRESS, 18900)) {
        upgraded.send("GET /up HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: e\r\n\r\n");
        assertThat(upgraded.head()).startsWith("HTTP/1.1 101 ");
        upload.send("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: " + CHANGES + "\r\n\r\n");
        for (int change = 1; change <= CHANGES; change++) {
          assertThat(proxy.apply(snapshot(change, one.port(), two.port())).failures()).isEmpty();
          upload.send("x");
          if (change % 100 == 0) {
            upgraded.send("ping");
            assertThat(upgraded.read(4)).isEqualTo("ping");
          }
        }
        assertThat(upload.response()).endsWith("\r\n\r\nok");
      }
      running.set(false);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(failures).isEmpty();
      assertThat(answered.get()).isGreaterThan(100);
    }
  }

  private static dev.weir.elb.ElbSnapshot snapshot(int change, int one, int two) {
    int[] ports =
        switch (change % 3) {
          case 0 -> new int[] {one, two};
          case 1 -> new int[] {one};
          default -> new int[] {two};
        };
    Snapshots snapshots =
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of())
            .listener("lb", 18900, forward("pods"))
            .group("pods", ports);
    for (int i = 0; i < change % 5; i++) {
      snapshots.rule(
          "lb",
          18900,
          i + 1,
          new RuleCondition.PathPattern(List.of("/never/" + change + "/" + i), List.of()),
          fixed(500, "wrong"));
    }
    if (change % 2 == 0) {
      snapshots.listener("lb", 18901, fixed(200, "other"));
    }
    return snapshots.build();
  }

  private static RecordingTarget target() {
    return RecordingTarget.start(connection -> {
      while (true) {
        String head = connection.readHead();
        if (head == null) {
          return;
        }
        if (head.startsWith("GET /up ")) {
          connection.write(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: e\r\nConnection: upgrade\r\n\r\n");
          int b = connection.read();
          while (b >= 0) {
            connection.write(new byte[] {(byte) b});
            b = connection.read();
          }
          return;
        }
        if (head.startsWith("POST")) {
          connection.read(CHANGES);
        }
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      }
    });
  }

  private static void requests(
      AtomicBoolean running, AtomicInteger answered, List<Throwable> failures) {
    try (var client = new RawClient(ADDRESS, 18900)) {
      while (running.get()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        String response = client.response();
        if (!response.equals("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
          failures.add(new AssertionError("got: " + response));
          return;
        }
        answered.incrementAndGet();
      }
    } catch (Exception e) {
      failures.add(e);
    }
  }
}
