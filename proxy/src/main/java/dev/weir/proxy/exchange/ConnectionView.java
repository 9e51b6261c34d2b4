package dev.weir.proxy.exchange;

import dev.weir.elb.Arn;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/// A client connection, as observers see it. TLS values are empty on plain connections.
public interface ConnectionView {

  InetSocketAddress client();

  /// The listener's port, which is not always the bound one.
  int listenerPort();

  /// The zone of the node that took the connection; empty when it is not known.
  String zone();

  /// OpenSSL's name of the protocol: `TLSv1.3`.
  String tlsProtocol();

  /// OpenSSL's name of the cipher: `ECDHE-RSA-AES128-GCM-SHA256`.
  String tlsCipher();

  /// The name of the server name indication; empty when no certificate of the listener is for it.
  String serverName();

  /// IANA's name of the key exchange's group: `x25519`.
  String keyExchange();

  /// The client's certificate, also one that was refused.
  @Nullable X509Certificate clientCertificate();

  /// When the connection was there, its handshake done, on the clock of {@link ExchangeView}; 0
  /// when the handshake failed.
  long establishedNanos();

  /// The certificate that was served.
  @Nullable Arn certificate();

  boolean sessionReused();

  /// Nanos that the TLS handshake took.
  long handshakeNanos();

  /// `TID_<id>`, the same in access and connection log.
  String traceId();
}
