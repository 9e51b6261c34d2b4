package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  private static final String ADDRESS = "127.0.5.6";
  private static final int PORT = 18800;
  private static final Map<String, String> ONE_SECOND = Map.of("idle_timeout.timeout_seconds", "1");

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));

  @AfterEach
  void stop() {
    proxy.close();
  }

  private RawClient serve(RecordingTarget target) throws IOException {
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", ADDRESS, ONE_SECOND)
            .listener("lb", PORT, forward("pods"))
            .group("pods", target.port())
            .build());
    return new RawClient(ADDRESS, PORT);
  }

  @Test
  void answers504WhenTheTargetIsSilent() throws Exception {
    try (var target =
            RecordingTarget.start(connection -> {
              connection.readHead();
              connection.read();
            });
        var client = serve(target)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 504 Gateway Time-out\r\n");
    }
  }

  @Test
  void answers408WhenTheClientStopsInItsRequest() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.read(100);
        })) {
      try (var client = serve(target)) {
        client.send("GET / HTTP/1.1\r\nHos");
        assertThat(client.readAll())
            .startsWith("HTTP/1.1 408 Request Time-out\r\n")
            .contains("\r\nConnection: close\r\n");
      }
      try (var client = serve(target)) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
        assertThat(client.readAll()).startsWith("HTTP/1.1 408 Request Time-out\r\n");
      }
    }
  }

  @Test
  void answers504WhenTheTargetTakesNoMoreOfAnUpload() throws Exception {
    var over = new CountDownLatch(1);
    try (var target =
            RecordingTarget.start(connection -> {
              connection.readHead();
              await(over);
            });
        var client = serve(target)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000000\r\n\r\n");
      Thread.ofVirtual().start(() -> sendUntilClosed(client));
      assertThat(client.head()).startsWith("HTTP/1.1 504 Gateway Time-out\r\n");
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sendUntilClosed(RawClient client) {
    try {
      byte[] part = new byte[100_000];
      for (int i = 0; i < 2000; i++) {
        client.send(part);
      }
    } catch (IOException e) {
      // Answered and closed, as it should.
    }
  }

  @Test
  void closesIdleConnectionsWithoutAWord() throws Exception {
    try (var target = RecordingTarget.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var client = serve(target)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 204");
      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void cutsAResponseThatStalls() throws Exception {
    try (var target =
            RecordingTarget.start(connection -> {
              connection.readHead();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
              connection.read();
            });
        var client = serve(target)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
    }
  }
}
