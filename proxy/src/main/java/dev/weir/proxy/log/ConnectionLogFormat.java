package dev.weir.proxy.log;

import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.tls.TlsHeaders;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// The fields of a connection log entry (Elastic Load Balancing, "Connection logs for your
/// Application Load Balancer").
final class ConnectionLogFormat {
  private ConnectionLogFormat() {}

  /// @param handshakeError empty when the handshake succeeded or there was none
  /// @param now when the line is written, which is when the connection is closed
  static String line(ConnectionView connection, String handshakeError, Instant now) {
    boolean tls = connection.handshakeNanos() > 0 || !handshakeError.isEmpty();
    LogLine line =
        new LogLine()
            .time(established(connection, now))
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
    X509Certificate certificate = connection.clientCertificate();
    if (certificate == null) {
      line.quoted("").add("-").add("-");
    } else {
      line.quoted(certificate.getSubjectX500Principal().getName())
          .add(TlsHeaders.validity(certificate))
          .add(TlsHeaders.serial(certificate));
    }
    return line.add(tls ? verifyStatus(handshakeError) : "-")
        .add(connection.traceId())
        .add(connection.keyExchange())
        .toString();
  }

  private static Instant established(ConnectionView connection, Instant now) {
    long nanos = connection.establishedNanos();
    return nanos == 0 ? now : now.minusNanos(Math.max(0, System.nanoTime() - nanos));
  }

  private static String verifyStatus(String handshakeError) {
    if (handshakeError.isEmpty()) {
      return "Success";
    }
    boolean code = handshakeError.startsWith("ClientCert");
    return "Failed:" + (code ? handshakeError : "UnmappedConnectionError");
  }
}
