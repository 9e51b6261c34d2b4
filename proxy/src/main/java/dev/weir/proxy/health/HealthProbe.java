package dev.weir.proxy.health;

import dev.weir.elb.HealthCheck;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/// One health check over one new connection: connects, asks, judges the answer. Blocks; belongs on
/// a virtual thread.
final class HealthProbe {
  static final String USER_AGENT = "ELB-HealthChecker/2.0";

  private HealthProbe() {}

  /// What to ask of whom.
  ///
  /// @param advertised `address` or `address:port` as the target knows itself, for `Host`
  /// @param bound where to connect
  record Question(TargetGroup group, String advertised, InetSocketAddress bound) {
    HealthCheck check() {
      return group.healthCheck();
    }
  }

  static ProbeOutcome probe(Question question) {
    var deadline = new Deadline(Duration.ofSeconds(question.check().timeoutSeconds()));
    try (var socket = new Socket()) {
      socket.connect(question.bound(), deadline.remainingMillis());
      return ask(question, socket, deadline);
    } catch (SocketTimeoutException _) {
      return new ProbeOutcome.TimedOut();
    } catch (IOException e) {
      return new ProbeOutcome.Broken(String.valueOf(e.getMessage()));
    }
  }

  private static ProbeOutcome ask(Question question, Socket socket, Deadline deadline)
      throws IOException {
    HealthCheck check = question.check();
    return switch (check.protocol()) {
      case TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC -> new ProbeOutcome.Passed(0);
      case HTTP -> judge(question, code(question, socket, deadline));
      case HTTPS -> {
        socket.setSoTimeout(deadline.remainingMillis());
        try (SSLSocket secure = AnyCertificate.wrap(socket, http2(question))) {
          secure.startHandshake();
          yield judge(question, code(question, secure, deadline));
        }
      }
    };
  }

  private static boolean http2(Question question) {
    ProtocolVersion version = question.group().protocolVersion();
    return version == ProtocolVersion.HTTP2 || version == ProtocolVersion.GRPC;
  }

  private static int code(Question question, Socket socket, Deadline deadline) throws IOException {
    boolean grpc = question.group().protocolVersion() == ProtocolVersion.GRPC;
    return http2(question)
        ? Http2Probe.code(question, grpc, socket, deadline)
        : Http1Probe.code(question, socket, deadline);
  }

  private static ProbeOutcome judge(Question question, int code) {
    return HealthMatcher.parse(question.check().matcher()).matches(code)
        ? new ProbeOutcome.Passed(code)
        : new ProbeOutcome.WrongCode(code);
  }

  /// `Host`: the port is left out when it is the default of the check's protocol.
  static String authority(String address, int port, TargetGroupProtocol protocol) {
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    int usual = protocol == TargetGroupProtocol.HTTPS ? 443 : 80;
    return port == usual ? host : host + ":" + port;
  }

  /// The moment when a check has timed out, however slowly bytes drip in.
  static final class Deadline {
    private final long at;

    Deadline(Duration timeout) {
      at = System.nanoTime() + timeout.toNanos();
    }

    /// At least 1.
    int remainingMillis() throws SocketTimeoutException {
      long left = (at - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("the health check's time is over");
      }
      return (int) left;
    }
  }
}
