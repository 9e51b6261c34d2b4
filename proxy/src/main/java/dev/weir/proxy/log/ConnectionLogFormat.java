package dev.weir.proxy.log;

import dev.weir.proxy.exchange.ConnectionView;
import java.time.Instant;

/// The fields of a connection log entry (Elastic Load Balancing, "Connection logs for your
/// Application Load Balancer").
final class ConnectionLogFormat {
  private ConnectionLogFormat() {}

  /// @param handshakeError empty when the handshake succeeded or there was none
  static String line(ConnectionView connection, String handshakeError, Instant now) {
    boolean tls = connection.handshakeNanos() > 0 || !handshakeError.isEmpty();
    LogLine line =
        new LogLine()
            .time(now)
            .add(LogLine.host(connection.client()))
            .add(connection.client().getPort())
            .add(connection.listenerPort())
            .add(connection.tlsProtocol())
            .add(connection.tlsCipher());
    if (tls) {
      line.seconds(connection.handshakeNanos());
    } else {
      line.add("-");
    }
    return line.quoted("")
        .add("-")
        .add("-")
        .add(tls ? verifyStatus(handshakeError) : "-")
        .add(connection.traceId())
        .add("-")
        .toString();
  }

  private static String verifyStatus(String handshakeError) {
    if (handshakeError.isEmpty()) {
      return "Success";
    }
    boolean code = handshakeError.startsWith("ClientCert");
    return "Failed:" + (code ? handshakeError : "UnmappedConnectionError");
  }
}
