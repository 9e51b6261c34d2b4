package dev.weir.elb;

import java.time.Instant;
import java.util.List;

/// A certificate with its key, ready to serve.
///
/// @param names the DNS names that it is valid for
/// @param chainPem leaf first, then intermediates
/// @param keyPem the private key, PKCS#8
public record Certificate(
    Arn arn,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    String keyAlgorithm,
    String chainPem,
    String keyPem) {

  public Certificate {
    names = List.copyOf(names);
  }

  /// Never prints the key.
  @Override
  public String toString() {
    return "Certificate[" + arn + ", " + names + ", until " + notAfter + "]";
  }
}
