package dev.weir.proxy.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// What client and load balancer agreed on in a handshake.
///
/// @param protocol such as `TLSv1.3`
/// @param cipher OpenSSL's name
/// @param keyExchange IANA's name of the group, such as `x25519` or `X25519MLKEM768`; empty when it
///   is not known
/// @param resumed whether an earlier session went on
/// @param clientCertificate the leaf that the client sent
public record NegotiatedTls(
    String protocol,
    String cipher,
    String keyExchange,
    boolean resumed,
    @Nullable X509Certificate clientCertificate) {

  /// @param engine of a handshake that succeeded
  /// @param mutual whether the client was asked for a certificate
  public static NegotiatedTls of(SSLEngine engine, boolean mutual) {
    SSLSession session = engine.getSession();
    boolean resumed = false;
    String group = "";
    if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
      long pointer = openSsl.sslPointer();
      resumed = SSL.isSessionReused(pointer);
      group = group(pointer);
    }
    return new NegotiatedTls(
        session.getProtocol(),
        TlsHeaders.cipher(session),
        group,
        resumed,
        mutual ? leaf(session) : null);
  }

  private static String group(long pointer) {
    try {
      String name = SSL.getGroupName(pointer);
      return switch (name == null ? "" : name) {
        case "X25519" -> "x25519";
        case "P-256" -> "secp256r1";
        case "P-384" -> "secp384r1";
        case "P-521" -> "secp521r1";
        case String other -> other;
      };
    } catch (Exception _) {
      // RSA key exchange has no group.
      return "";
    }
  }

  private static @Nullable X509Certificate leaf(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate leaf ? leaf : null;
    } catch (SSLPeerUnverifiedException _) {
      return null;
    }
  }
}
