package dev.weir.store;

import dev.weir.elb.Certificate;
import java.time.Instant;

/// A certificate as ACM knows it.
///
/// @param type `IMPORTED` or `AMAZON_ISSUED`
/// @param domainName the name that was asked for, or the subject's common name
/// @param leafPem the certificate itself
/// @param issuersPem what was imported as its chain, empty when none was
public record StoredCertificate(
    Certificate certificate,
    String type,
    String domainName,
    String leafPem,
    String issuersPem,
    String keyDescription,
    Instant createdAt) {

  /// Never prints the key.
  @Override
  public String toString() {
    return "StoredCertificate[" + certificate + ", " + type + "]";
  }
}
