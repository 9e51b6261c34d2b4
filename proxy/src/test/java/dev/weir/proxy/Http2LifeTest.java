package dev.weir.proxy;

import static dev.weir.proxy.Http2Client.request;
import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Timeouts, limits and the end of HTTP/2 connections.
class Http2LifeTest {
  private static final String ADDRESS = "127.0.5.15";
  private static final int PORT = 18975;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final CountDownLatch answer = new CountDownLatch(1);
  private final RecordingTarget target =
      RecordingTarget.start(connection -> {
        connection.readHead();
        try {
          answer.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        connection.readHead();
      });

  @AfterEach
  void stop() throws Exception {
    answer.countDown();
    proxy.close();
    target.close();
  }

  private Http2Client serve(Map<String, String> attributes) throws Exception {
    Certificate certificate = new TestCertificates().issue("a", "www.example.com", "EC");
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", ADDRESS, attributes)
            .secureListener("lb", PORT, certificate, fixed(200, "here"))
            .rule(
                "lb",
                PORT,
                1,
                new RuleCondition.PathPattern(List.of("/late"), List.of()),
                forward("pods"))
            .group("pods", target.port())
            .build());
    return new Http2Client(ADDRESS, PORT);
  }

  @Test
  void aSilentTargetIs504AlthoughOtherStreamsAreBusy() throws Exception {
    try (var client = serve(Map.of("idle_timeout.timeout_seconds", "1"))) {
      var late = client.open(request("GET", "/late"), true);
      while (!late.isDone()) {
        assertThat(client.get("/").body()).isEqualTo("here");
      }
      assertThat(late.response().status()).isEqualTo("504");
      assertThat(client.get("/").body()).isEqualTo("here");
    }
  }

  @Test
  void anUploadThatStallsIs408() throws Exception {
    try (var client = serve(Map.of("idle_timeout.timeout_seconds", "1"))) {
      var stalled = client.open(request("POST", "/late"), false).data("a", false);
      assertThat(stalled.response().status()).isEqualTo("408");
    }
  }

  @Test
  void anUploadThatTheTargetDoesNotTakeIs504() throws Exception {
    try (var client = serve(Map.of("idle_timeout.timeout_seconds", "1"))) {
      var upload = client.open(request("POST", "/late"), false);
      sendUntilRefused(upload, "x".repeat(40_000_000));
      assertThat(upload.response().status()).isEqualTo("504");
    }
  }

  private static void sendUntilRefused(Http2Client.Stream upload, String body) {
    try {
      upload.data(body, false);
    } catch (Exception e) {
      // Answered before all was sent, as it should be.
    }
  }

  @Test
  void pingsDoNotKeepAnIdleConnection() throws Exception {
    try (var client = serve(Map.of("idle_timeout.timeout_seconds", "1"))) {
      assertThat(client.get("/").body()).isEqualTo("here");
      assertThat(client.ping()).isTrue();
      while (!client.goAway.isDone() && client.isOpen()) {
        client.ping();
      }
      client.awaitClose();
    }
  }

  @Test
  void aConnectionThatIsTooOldGoesAwayAfterItsStreams() throws Exception {
    try (var client = serve(Map.of("client_keep_alive.seconds", "0"))) {
      var late = client.open(request("GET", "/late"), true);
      while (!client.goAway.isDone()) {
        ask(client);
      }
      assertThat(late.isDone()).isFalse();
      answer.countDown();
      assertThat(late.response().body()).isEqualTo("late");
      client.awaitClose();
    }
  }

  /// Asks without minding whether the answer comes: the connection may go away at any moment.
  private static void ask(Http2Client client) {
    try {
      client.get("/");
    } catch (Exception e) {
      assertThat(client.goAway).succeedsWithin(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aConnectionGoesAwayAfterTenThousandRequests() throws Exception {
    try (var client = serve(Map.of())) {
      for (int i = 0; i < 100; i++) {
        List<Http2Client.Stream> streams = new ArrayList<>();
        for (int j = 0; j < 100; j++) {
          assertThat(client.goAway).isNotDone();
          streams.add(client.open(request("GET", "/"), true));
        }
        for (var stream : streams) {
          assertThat(stream.response().body()).isEqualTo("here");
        }
      }
      client.goAway.get(20, TimeUnit.SECONDS);
      client.awaitClose();
    }
  }

  @Test
  void headsThatAreTooLargeAreRefused() throws Exception {
    try (var client = serve(Map.of())) {
      var field = request("GET", "/").add("x-large", "x".repeat(17 * 1024));
      assertThat(client.open(field, true).response().status()).isEqualTo("400");
      var all = request("GET", "/");
      for (int i = 0; i < 10; i++) {
        all.add("x-" + i, "x".repeat(7 * 1024));
      }
      assertThat(client.open(all, true).response().status()).isEqualTo("400");
      var path = request("GET", "/" + "x".repeat(17 * 1024));
      assertThat(client.open(path, true).response().status()).isEqualTo("414");
      assertThat(client.get("/").body()).isEqualTo("here");
    }
  }

  @Test
  void traceIsRefusedAndTheConnectionStays() throws Exception {
    try (var client = serve(Map.of())) {
      var refused = client.open(request("TRACE", "/"), true).response();
      assertThat(refused.status()).isEqualTo("405");
      assertThat(refused.headers().get("server")).hasToString("awselb/2.0");
      assertThat(client.get("/").body()).isEqualTo("here");
      assertThat(client.goAway).isNotDone();
    }
  }
}
