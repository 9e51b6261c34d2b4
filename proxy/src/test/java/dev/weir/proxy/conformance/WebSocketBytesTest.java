package dev.weir.proxy.conformance;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.RawClient;
import dev.weir.proxy.RecordingTarget;
import dev.weir.proxy.Snapshots;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The kinds of cases of Autobahn's suite: whatever frames are sent, right or wrong, the other side
/// has the same bytes as over a direct connection. The load balancer reads no frames.
class WebSocketBytesTest {
  private static final String ADDRESS = "127.0.5.35";
  private static final int PORT = 18986;
  private static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; "
          + "server_no_context_takeover, x-unknown\r\n";
  private static final String UPGRADE =
      "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Sec-WebSocket-Protocol: chat, superchat\r\n"
          + OFFER
          + "\r\n";
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Protocol: chat\r\n"
          + "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private RecordingTarget target;

  /// Says the same as it hears until the client ends, and remembers it.
  @BeforeEach
  void start() {
    target =
        RecordingTarget.start(connection -> {
          heads.add(connection.readHead());
          connection.write(SWITCHED);
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          byte[] part = new byte[64 * 1024];
          var in = connection.socket().getInputStream();
          try {
            for (int n; (n = in.read(part)) >= 0; ) {
              all.write(part, 0, n);
              connection.socket().getOutputStream().write(part, 0, n);
            }
          } finally {
            received.add(all.toByteArray());
          }
        });
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .listener("lb", PORT, forward("pods"))
                .group("pods", target.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    target.close();
  }

  /// A frame as a client sends it, masked.
  private static byte[] frame(int first, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 14);
    out.write(first);
    if (length < 126) {
      out.write(0x80 | length);
    } else if (length < 65_536) {
      out.write(0x80 | 126);
      out.write(length >>> 8);
      out.write(length);
    } else {
      out.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) length >>> shift));
      }
    }
    byte[] rest = new byte[length + 4];
    new Random(length).nextBytes(rest);
    out.writeBytes(rest);
    return out.toByteArray();
  }

  private static byte[] frames(byte[]... all) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] one : all) {
      out.writeBytes(one);
    }
    return out.toByteArray();
  }

  static List<Arguments> cases() {
    byte[] close = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8};
    byte[] badClose = {(byte) 0x88, (byte) 0x81, 0, 0, 0, 0, 0x03};
    byte[] reservedCode = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xee};
    return List.of(
        Arguments.of(
            "lengths at the borders",
            frames(
                frame(0x82, 0),
                frame(0x82, 1),
                frame(0x82, 125),
                frame(0x82, 126),
                frame(0x82, 127),
                frame(0x82, 65_535),
                frame(0x82, 65_536),
                frame(0x82, 65_537))),
        Arguments.of("a message of 16 MB", frame(0x82, 16 << 20)),
        Arguments.of("a message of 16 MB in fragments of 1 MB", fragments(16, 1 << 20)),
        Arguments.of("a message in 5,000 fragments of 3 bytes", fragments(5000, 3)),
        Arguments.of(
            "pings within fragments",
            frames(
                frame(0x01, 5), frame(0x89, 125), frame(0x00, 5), frame(0x89, 0), frame(0x80, 5))),
        Arguments.of("pongs that nobody asked for", frames(frame(0x8a, 0), frame(0x8a, 125))),
        Arguments.of("compressed messages", frames(frame(0xc1, 300), frame(0xc2, 70_000))),
        Arguments.of("reserved bits", frames(frame(0x91, 5), frame(0xa2, 5))),
        Arguments.of("reserved opcodes", frames(frame(0x83, 5), frame(0x8f, 5))),
        Arguments.of("a ping that is too long", frame(0x89, 126)),
        Arguments.of("a fragment that continues nothing", frame(0x80, 5)),
        Arguments.of("a close and frames after it", frames(close, frame(0x81, 5), close)),
        Arguments.of("a close of one byte", badClose),
        Arguments.of("a close with a reserved code", reservedCode),
        Arguments.of("half a frame", new byte[] {(byte) 0x82, (byte) 0xfe, 0x10}));
  }

  private static byte[] fragments(int count, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      int kind = i == 0 ? 0x02 : 0x00;
      out.writeBytes(frame(i == count - 1 ? kind | 0x80 : kind, size));
    }
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theBytesAreThoseOfADirectConnection(String name, byte[] sent) throws Exception {
    byte[] direct = exchange("127.0.0.1", target.port(), sent);
    byte[] proxied = exchange(ADDRESS, PORT, sent);
    assertThat(proxied).isEqualTo(direct).isEqualTo(sent);
  }

  /// Sends while it reads, closes its half, and returns what came back after the head.
  private byte[] exchange(String address, int port, byte[] sent) throws Exception {
    try (var client = new RawClient(address, port)) {
      client.send(UPGRADE);
      assertThat(client.head()).startsWith("HTTP/1.1 101 ");
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.send(sent);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      byte[] back = client.socket().getInputStream().readNBytes(sent.length);
      sender.join();
      client.socket().shutdownOutput();
      assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo(sent);
      return back;
    }
  }

  @Test
  void protocolsAndExtensionsAreNegotiatedBetweenClientAndTarget() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      client.send(UPGRADE);
      assertThat(client.head())
          .contains("\r\nSec-WebSocket-Protocol: chat\r\n")
          .contains(
              "\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n");
      assertThat(heads.poll(60, TimeUnit.SECONDS))
          .contains("\r\nSec-WebSocket-Protocol: chat, superchat\r\n")
          .contains("\r\n" + OFFER)
          .contains("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
          .contains("\r\nSec-WebSocket-Version: 13\r\n");
    }
  }

  @Test
  void aResetOfTheClientReachesTheTarget() throws Exception {
    var client = new RawClient(ADDRESS, PORT);
    client.send(UPGRADE);
    assertThat(client.head()).startsWith("HTTP/1.1 101 ");
    client.send(frame(0x82, 3));
    assertThat(client.read(9)).hasSize(9);
    client.socket().setSoLinger(true, 0);
    client.close();
    assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo(frame(0x82, 3));
  }
}
