package dev.weir.proxy.conformance;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.RawClient;
import dev.weir.proxy.RecordingTarget;
import dev.weir.proxy.Snapshots;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// WebSocket (RFC 6455) through the load balancer: frames of all kinds and sizes both ways, closing
/// from both sides, half-closing, back-pressure and the idle timeout.
class WebSocketTest {
  private static final String ADDRESS = "127.0.5.23";
  private static final int PORT = 18796;
  private static final String UPGRADE =
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void serve(RecordingTarget target, String idleSeconds) {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of("idle_timeout.timeout_seconds", idleSeconds))
                .listener("lb", PORT, forward("pods"))
                .group("pods", target.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  /// Switches protocols and then does as told.
  private static RecordingTarget after101(RecordingTarget.Behaviour then) {
    return RecordingTarget.start(connection -> {
      EchoEndpoint.accept(connection);
      then.serve(connection);
    });
  }

  /// What a client hears, as text.
  private static final class Ear implements WebSocket.Listener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private long binary;
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        heard.add("text " + text);
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      binary += data.remaining();
      if (last) {
        heard.add("binary " + binary);
        binary = 0;
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      heard.add("pong " + message.remaining());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("close " + code + " " + reason);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      heard.add("error " + error);
    }

    String next() throws InterruptedException {
      return heard.poll(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void carriesFramesOfAllKindsAndSizes() throws Exception {
    Ear ear = new Ear();
    try (var target = RecordingTarget.start(EchoEndpoint::serve);
        var http = HttpClient.newHttpClient()) {
      serve(target, "60");
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create("ws://" + ADDRESS + ":" + PORT + "/"), ear)
              .join();
      socket.sendText("hello", true).join();
      assertThat(ear.next()).isEqualTo("text hello");
      socket.sendText("", true).join();
      assertThat(ear.next()).isEqualTo("text ");
      socket.sendText("in ", false).join();
      socket.sendPing(ByteBuffer.wrap(new byte[125])).join();
      socket.sendText("three ", false).join();
      socket.sendText("frames", true).join();
      assertThat(ear.next()).isEqualTo("pong 125");
      assertThat(ear.next()).isEqualTo("text in three frames");
      for (int size : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 3_000_000}) {
        socket.sendBinary(ByteBuffer.allocate(size), true).join();
        assertThat(ear.next()).isEqualTo("binary " + size);
      }
      for (int i = 0; i < 200; i++) {
        socket.sendText("message " + i, true).join();
      }
      for (int i = 0; i < 200; i++) {
        assertThat(ear.next()).isEqualTo("text message " + i);
      }
      socket.sendClose(4001, "enough").join();
      assertThat(ear.next()).isEqualTo("close 4001 enough");
    }
  }

  @Test
  void carriesACloseThatTheTargetBegins() throws Exception {
    Ear ear = new Ear();
    try (var target =
            after101(connection ->
                connection.write(new byte[] {(byte) 0x88, 4, 0x03, (byte) 0xe9, 'b', 'y'}));
        var http = HttpClient.newHttpClient()) {
      serve(target, "60");
      http.newWebSocketBuilder()
          .buildAsync(URI.create("ws://" + ADDRESS + ":" + PORT + "/"), ear)
          .join();
      assertThat(ear.next()).isEqualTo("close 1001 by");
    }
  }

  @Test
  void whatTheTargetSentBeforeItClosedArrives() throws Exception {
    byte[] last = new byte[5_000_000];
    try (var target = after101(connection -> connection.write(last))) {
      serve(target, "60");
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send(UPGRADE);
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        assertThat(client.readAll()).hasSize(last.length);
      }
    }
  }

  @Test
  void whatTheClientSentBeforeItClosedArrives() throws Exception {
    var received = new CompletableFuture<Long>();
    int sent = 5_000_000;
    try (var target =
        after101(connection ->
            received.complete(
                connection
                    .socket()
                    .getInputStream()
                    .transferTo(java.io.OutputStream.nullOutputStream())))) {
      serve(target, "60");
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send(UPGRADE);
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        client.send(new byte[sent]);
      }
      assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(sent);
    }
  }

  @Test
  void aTargetThatDoesNotReadStopsTheClient() throws Exception {
    var mayRead = new CompletableFuture<Void>();
    try (var target =
        after101(connection -> {
          mayRead.join();
          connection.socket().getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        })) {
      serve(target, "60");
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send(UPGRADE);
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        assertThat(taken(client.socket())).isLessThan(64_000_000);
        mayRead.complete(null);
      }
    }
  }

  /// How many bytes are taken from a client before nothing moves for a second.
  private static long taken(Socket socket) throws Exception {
    var count = new java.util.concurrent.atomic.AtomicLong();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                byte[] part = new byte[64 * 1024];
                while (count.get() < 128_000_000) {
                  socket.getOutputStream().write(part);
                  count.addAndGet(part.length);
                }
              } catch (IOException e) {
                // The test has closed it.
              }
            });
    long before = -1;
    while (before != count.get() && writer.isAlive()) {
      before = count.get();
      writer.join(java.time.Duration.ofSeconds(1));
    }
    return count.get();
  }

  @Test
  void onlySilenceOnBothSidesEndsIt() throws Exception {
    try (var target =
        after101(connection -> {
          for (int b; (b = connection.read()) >= 0; ) {
            connection.write(new byte[] {(byte) b});
          }
        })) {
      serve(target, "1");
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send(UPGRADE);
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2500);
        while (System.nanoTime() < end) {
          client.send("x");
          assertThat(client.read(1)).isEqualTo("x");
        }
        assertThat(client.isClosedByPeer()).isTrue();
      }
    }
  }
}
