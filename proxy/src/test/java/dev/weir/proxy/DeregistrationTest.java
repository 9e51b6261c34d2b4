package dev.weir.proxy;

import static dev.weir.proxy.Http2Client.request;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroupProtocol;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A target that is deregistered finishes what it has within the delay, and is cut off after it.
/// The store keeps it as draining meanwhile, and drops it from its snapshots when the delay is
/// over.
class DeregistrationTest {
  private static final String ADDRESS = "127.0.5.14";
  private static final int PORT = 18973;
  private static final int SECURE = 18974;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void stop() {
    answer.countDown();
    proxy.close();
  }

  /// Begins to answer `/begun`, upgrades `/up`, and answers all else when it is let.
  private RecordingTarget leaving() {
    return RecordingTarget.start(connection -> {
      String head = connection.readHead();
      if (head == null) {
        return;
      }
      if (head.startsWith("GET /begun")) {
        connection.write("HTTP/1.0 200 OK\r\n\r\nabc");
      } else if (head.startsWith("GET /up")) {
        connection.write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: e\r\nConnection: upgrade\r\n\r\n");
        connection.write(new byte[] {(byte) connection.read()});
      } else {
        await();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
      }
      connection.readHead();
    });
  }

  private void await() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Snapshots snapshots() {
    return new Snapshots()
        .loadBalancer("lb", ADDRESS, Map.of())
        .listener("lb", PORT, forward("pods"));
  }

  @Test
  void whatIsUnderWayIsFinishedAndNothingNewArrives() throws Exception {
    try (var old = leaving();
        var young = RecordingTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew");
        var waiting = new RawClient(ADDRESS, served(snapshots().group("pods", old.port())))) {
      waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
      old.nextHead();
      served(snapshots().group("pods", old.port(), young.port()).drain("pods", old.port()));
      try (var client = new RawClient(ADDRESS, PORT)) {
        for (int i = 0; i < 4; i++) {
          client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(client.response()).endsWith("new");
        }
      }
      answer.countDown();
      assertThat(waiting.response()).endsWith("old");
      waiting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(waiting.response()).endsWith("new");
    }
  }

  private int served(Snapshots snapshots) {
    assertThat(proxy.apply(snapshots.build()).failures()).isEmpty();
    return PORT;
  }

  @Test
  void whatIsStillUnderWayAfterTheDelayIsCut() throws Exception {
    try (var old = leaving();
        var waiting = new RawClient(ADDRESS, served(snapshots().group("pods", old.port())));
        var begun = new RawClient(ADDRESS, PORT);
        var upgraded = new RawClient(ADDRESS, PORT)) {
      waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
      begun.send("GET /begun HTTP/1.0\r\n\r\n");
      assertThat(begun.head()).startsWith("HTTP/1.1 200");
      upgraded.send("GET /up HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: e\r\n\r\n");
      assertThat(upgraded.head()).startsWith("HTTP/1.1 101");
      for (int i = 0; i < 3; i++) {
        old.nextHead();
      }
      served(snapshots().group("pods", old.port()).drain("pods", old.port()));
      upgraded.send("x");
      assertThat(upgraded.read(1)).isEqualTo("x");

      served(snapshots().group("pods"));
      assertThat(waiting.response()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
      assertThat(begun.readAll()).startsWith("abc");
      assertThat(upgraded.readAll()).isEmpty();
      waiting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(waiting.response()).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void withoutDelayItIsCutAtOnce() throws Exception {
    Map<String, String> atOnce = Map.of("deregistration_delay.timeout_seconds", "0");
    try (var old = leaving();
        var waiting =
            new RawClient(
                ADDRESS,
                served(snapshots().group("pods", old.port()).attributes("pods", atOnce)))) {
      waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
      old.nextHead();
      served(snapshots().group("pods").attributes("pods", atOnce));
      assertThat(waiting.response()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }
  }

  @Test
  void streamsToHttp2TargetsAreCutAsWell() throws Exception {
    Certificate certificate = new TestCertificates().issue("a", "www.example.com", "EC");
    try (var target = Http2Target.start()) {
      served(
          secure(certificate)
              .group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, target.port()));
      try (var client = new Http2Client(ADDRESS, SECURE)) {
        var open = client.open(request("POST", "/"), false).data("a", false);
        assertThat(client.open(request("POST", "/"), false).data("b", true).response().body())
            .isEqualTo("POST / b");
        served(
            secure(certificate)
                .group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, target.port())
                .drain("pods", target.port()));
        served(secure(certificate).group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2));
        assertThat(open.response().status()).isEqualTo("502");
        assertThat(client.get("/").status()).isEqualTo("503");
      }
    }
  }

  private static Snapshots secure(Certificate certificate) {
    return new Snapshots()
        .loadBalancer("lb", ADDRESS, Map.of())
        .secureListener("lb", SECURE, certificate, forward("pods"));
  }
}
