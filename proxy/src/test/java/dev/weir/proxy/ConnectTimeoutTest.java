package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.TargetGroupProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Targets that do not take a connection, or no TLS on it, within ten seconds. This takes those ten
/// seconds, once for both.
class ConnectTimeoutTest {
  private static final String ADDRESS = "127.0.5.32";
  private static final int PORT = 18983;

  /// A socket whose backlog is full: Linux drops what else wants to connect.
  private static final class FullBacklog implements AutoCloseable {
    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    FullBacklog() throws IOException {
      server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
      boolean taken = true;
      while (taken) {
        SocketChannel one = SocketChannel.open();
        waiting.add(one);
        try {
          one.socket().connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 300);
        } catch (SocketTimeoutException _) {
          taken = false;
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel one : waiting) {
        one.close();
      }
      server.close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void answers504AfterTenSeconds() throws Exception {
    try (var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
        var full = new FullBacklog();
        var mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      var applied =
          proxy.apply(
              new Snapshots()
                  .loadBalancer("lb", ADDRESS, Map.of())
                  .listener("lb", PORT, forward("full"))
                  .rule(
                      "lb",
                      PORT,
                      1,
                      new RuleCondition.PathPattern(List.of("/tls"), List.of()),
                      forward("mute"))
                  .group("full", full.server.getLocalPort())
                  .group(
                      "mute", TargetGroupProtocol.HTTPS, ProtocolVersion.HTTP1, mute.getLocalPort())
                  .build());
      assertThat(applied.failures()).isEmpty();
      try (var plain = new RawClient(ADDRESS, PORT);
          var secure = new RawClient(ADDRESS, PORT)) {
        plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        secure.send("GET /tls HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(plain.response()).startsWith("HTTP/1.1 504 Gateway Time-out\r\n");
        assertThat(secure.response()).startsWith("HTTP/1.1 504 Gateway Time-out\r\n");
      }
    }
  }
}
