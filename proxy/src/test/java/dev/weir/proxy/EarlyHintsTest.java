package dev.weir.proxy;

import static dev.weir.proxy.Http2Client.request;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroupProtocol;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Informational responses of targets (RFC 8297's 103 above all) reach clients of both versions
/// before the answer does.
class EarlyHintsTest {
  private static final String ADDRESS = "127.0.5.31";
  private static final int PORT = 18981;
  private static final int SECURE_PORT = 18982;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final CountDownLatch hinted = new CountDownLatch(1);

  @AfterEach
  void stop() {
    hinted.countDown();
    proxy.close();
  }

  private void serve(Snapshots snapshots) throws Exception {
    var certificate = new TestCertificates().issue("a", "www.example.com", "EC");
    var applied =
        proxy.apply(
            snapshots
                .loadBalancer("lb", ADDRESS, Map.of())
                .listener("lb", PORT, forward("pods"))
                .secureListener("lb", SECURE_PORT, certificate, forward("pods"))
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  /// Hints, and answers when the client has had the hint.
  private RecordingTarget http1Target() {
    return RecordingTarget.start(connection -> {
      connection.readHead();
      connection.write("HTTP/1.1 100 Continue\r\n\r\n");
      connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
      try {
        hinted.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
      connection.readHead();
    });
  }

  @Test
  void anHttp2ClientGetsTheHintOfAnHttp1Target() throws Exception {
    try (var target = http1Target()) {
      serve(new Snapshots().group("pods", target.port()));
      try (var client = new Http2Client(ADDRESS, SECURE_PORT)) {
        var stream = client.open(request("GET", "/"), true);
        var hint = stream.informational();
        assertThat(hint.status()).hasToString("103");
        assertThat(hint.get("link")).hasToString("</a.css>");
        assertThat(stream.isDone()).isFalse();
        hinted.countDown();
        assertThat(stream.response().status()).isEqualTo("200");
        assertThat(stream.response().body()).isEqualTo("hello");
      }
    }
  }

  @Test
  void anHttp1ClientGetsTheHintOfAnHttp1Target() throws Exception {
    try (var target = http1Target()) {
      serve(new Snapshots().group("pods", target.port()));
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.head()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
        hinted.countDown();
        assertThat(client.response()).endsWith("hello");
      }
    }
  }

  @Test
  void theHintOfAnHttp2TargetReachesClientsOfHttp2() throws Exception {
    try (var target = Http2Target.start()) {
      serve(
          new Snapshots()
              .group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, target.port()));
      try (var client = new Http2Client(ADDRESS, SECURE_PORT)) {
        var stream = client.open(request("GET", "/hints"), true);
        assertThat(stream.informational().get("link")).hasToString("</a.css>");
        assertThat(stream.response().status()).isEqualTo("200");
      }
    }
  }
}
