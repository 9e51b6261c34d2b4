package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.Collection;

/// A certificate revocation list, as the user's file has it: PEM, one or more lists.
///
/// @param entries how many certificates it revokes
record RevocationList(String pem, int entries) {
  private static final int MAX_BYTES = 50 * 1024 * 1024;

  /// @throws AwsException `InvalidRevocationContent`
  static RevocationList parse(byte[] contents) {
    if (contents.length > MAX_BYTES) {
      throw invalid("it is larger than 50 MB");
    }
    String pem = new String(contents, StandardCharsets.UTF_8);
    if (!pem.contains("-----BEGIN X509 CRL-----")) {
      throw invalid("it is not a PEM file with an X509 CRL");
    }
    try {
      Collection<? extends CRL> lists =
          CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(contents));
      int entries = 0;
      for (CRL list : lists) {
        var revoked = ((X509CRL) list).getRevokedCertificates();
        entries += revoked == null ? 0 : revoked.size();
      }
      return new RevocationList(pem, entries);
    } catch (GeneralSecurityException e) {
      throw invalid("" + e.getMessage());
    }
  }

  private static AwsException invalid(String why) {
    return new AwsException(
        "InvalidRevocationContent",
        "The provided revocation file is an invalid format, or uses an incorrect algorithm: "
            + why);
  }
}
