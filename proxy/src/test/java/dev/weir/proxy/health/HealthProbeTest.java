package dev.weir.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void asksForThePathAsElbDoes() throws Exception {
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    try (var server = rawServer(requests, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")) {
      ProbeOutcome outcome = probe(http("200"), server.getLocalPort());

      assertThat(outcome).isEqualTo(new ProbeOutcome.Passed(200));
      assertThat(requests.poll(10, TimeUnit.SECONDS))
          .startsWith("GET /health HTTP/1.1\r\n")
          .contains("\r\nHost: 10.0.0.7:" + server.getLocalPort() + "\r\n")
          .contains("\r\nUser-Agent: ELB-HealthChecker/2.0\r\n")
          .contains("\r\nConnection: close\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void hostHasNoPortWhenItIsTheUsualOne() {
    assertThat(HealthProbe.authority("10.0.0.7", 80, TargetGroupProtocol.HTTP))
        .isEqualTo("10.0.0.7");
    assertThat(HealthProbe.authority("10.0.0.7", 443, TargetGroupProtocol.HTTPS))
        .isEqualTo("10.0.0.7");
    assertThat(HealthProbe.authority("10.0.0.7", 443, TargetGroupProtocol.HTTP))
        .isEqualTo("10.0.0.7:443");
    assertThat(HealthProbe.authority("fd00::7", 8080, TargetGroupProtocol.HTTP))
        .isEqualTo("[fd00::7]:8080");
  }

  @Test
  void anotherCodeIsAMismatchAndRedirectsAreNotFollowed() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/ok");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(probe(http("200"), server.getAddress().getPort()))
          .isEqualTo(new ProbeOutcome.WrongCode(302));
      assertThat(probe(http("200-399"), server.getAddress().getPort()))
          .isEqualTo(new ProbeOutcome.Passed(302));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aRefusedConnectionFails() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, LOOPBACK)) {
      port = closed.getLocalPort();
    }

    assertThat(probe(http("200"), port)).isInstanceOf(ProbeOutcome.Broken.class);
  }

  @Test
  void anAnswerThatIsNotHttpFails() throws Exception {
    try (var server = rawServer(new LinkedBlockingQueue<>(), "SSH-2.0-OpenSSH_9.2\r\n")) {
      assertThat(probe(http("200"), server.getLocalPort())).isInstanceOf(ProbeOutcome.Broken.class);
    }
  }

  @Test
  void aSilentTargetTimesOut() throws Exception {
    try (var server = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(probe(http("200"), server.getLocalPort())).isEqualTo(new ProbeOutcome.TimedOut());
    }
  }

  @Test
  void tcpOnlyConnects() throws Exception {
    TargetGroup group =
        Groups.group(
            "tcp", TargetGroupProtocol.TCP, null, Groups.check(TargetGroupProtocol.TCP, ""));
    try (var server = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(probe(group, server.getLocalPort())).isEqualTo(new ProbeOutcome.Passed(0));
    }
  }

  @Test
  void httpsAcceptsAnyCertificate() throws Exception {
    try (var server = TestServers.https(204)) {
      TargetGroup group =
          Groups.group(
              "https",
              TargetGroupProtocol.HTTPS,
              ProtocolVersion.HTTP1,
              Groups.check(TargetGroupProtocol.HTTPS, "204"));

      assertThat(probe(group, server.port())).isEqualTo(new ProbeOutcome.Passed(204));
    }
  }

  @Test
  void http2GroupsAreAskedOverHttp2WithPriorKnowledge() throws Exception {
    try (var server = TestServers.http2("200", "", false)) {
      assertThat(
              probe(http2(ProtocolVersion.HTTP2, TargetGroupProtocol.HTTP, "200"), server.port()))
          .isEqualTo(new ProbeOutcome.Passed(200));
      assertThat(server.lastRequest()).contains("GET /health ELB-HealthChecker/2.0");
    }
  }

  @Test
  void http2GroupsAreAskedOverTlsWithAlpn() throws Exception {
    try (var server = TestServers.http2("200", "", true)) {
      assertThat(
              probe(http2(ProtocolVersion.HTTP2, TargetGroupProtocol.HTTPS, "200"), server.port()))
          .isEqualTo(new ProbeOutcome.Passed(200));
    }
  }

  @Test
  void grpcGroupsAreJudgedByTheGrpcStatus() throws Exception {
    try (var server = TestServers.http2("200", "12", false)) {
      assertThat(probe(http2(ProtocolVersion.GRPC, TargetGroupProtocol.HTTP, "12"), server.port()))
          .isEqualTo(new ProbeOutcome.Passed(12));
      assertThat(probe(http2(ProtocolVersion.GRPC, TargetGroupProtocol.HTTP, "0"), server.port()))
          .isEqualTo(new ProbeOutcome.WrongCode(12));
      assertThat(server.lastRequest()).contains("POST /health ELB-HealthChecker/2.0");
    }
  }

  private static TargetGroup http(String matcher) {
    return Groups.group("http", Groups.check(TargetGroupProtocol.HTTP, matcher));
  }

  private static TargetGroup http2(
      ProtocolVersion version, TargetGroupProtocol protocol, String matcher) {
    return Groups.group("h2", protocol, version, Groups.check(protocol, matcher));
  }

  private static ProbeOutcome probe(TargetGroup group, int port) {
    return HealthProbe.probe(
        new HealthProbe.Question(group, "10.0.0.7:" + port, new InetSocketAddress(LOOPBACK, port)));
  }

  /// Answers each connection's first read with the bytes and hangs up.
  private static ServerSocket rawServer(BlockingQueue<String> requests, String answer)
      throws IOException {
    var server = new ServerSocket(0, 1, LOOPBACK);
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
              byte[] request = new byte[4096];
              int length = socket.getInputStream().read(request);
              requests.add(new String(request, 0, length));
              socket.getOutputStream().write(answer.getBytes());
            } catch (IOException e) {
              return;
            }
          }
        });
    return server;
  }
}
