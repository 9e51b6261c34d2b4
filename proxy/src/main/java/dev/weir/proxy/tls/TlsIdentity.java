package dev.weir.proxy.tls;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// A certificate with the context that serves it.
///
/// @param ecdsa whether its key is an elliptic curve key
/// @param keyBits how long its key is
/// @param strength SHA-2 before SHA-1 before MD5, then longer keys first
public record TlsIdentity(
    Certificate certificate,
    SslContext context,
    boolean ecdsa,
    int keyBits,
    int strength,
    Instant notAfter) {

  static TlsIdentity of(Certificate certificate, X509Certificate leaf, SslContext context) {
    boolean ecdsa = leaf.getPublicKey().getAlgorithm().startsWith("EC");
    String signature = leaf.getSigAlgName();
    int bits =
        leaf.getPublicKey() instanceof java.security.interfaces.RSAKey rsa
            ? rsa.getModulus().bitLength()
            : leaf.getPublicKey() instanceof java.security.interfaces.ECKey ec
                ? ec.getParams().getOrder().bitLength()
                : 0;
    return new TlsIdentity(
        certificate,
        context,
        ecdsa,
        bits,
        hash(signature) * 100_000 + bits,
        leaf.getNotAfter().toInstant());
  }

  private static int hash(String signature) {
    if (signature.contains("512")) {
      return 4;
    }
    if (signature.contains("384")) {
      return 3;
    }
    if (signature.contains("256")) {
      return 2;
    }
    return signature.contains("MD5") ? 0 : 1;
  }

  public Arn arn() {
    return certificate.arn();
  }
}
