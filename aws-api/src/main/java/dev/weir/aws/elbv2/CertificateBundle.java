package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.Limits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The certificate authorities of a trust store, as the user's file has them.
///
/// Elastic Load Balancing takes PEM certificates one after the other, comments that begin with `#`,
/// and no blank lines; X.509 version 3, RSA keys of 2048 to 8192 bits or the curves P-256, P-384
/// and P-521; at most 25 certificates of at most 16 KB each.
///
/// @param pem the certificates alone
record CertificateBundle(String pem, int certificates) {
  private static final int MAX_CERTIFICATE_BYTES = 16 * 1024;
  private static final Set<Integer> CURVES = Set.of(256, 384, 521);
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /// @throws AwsException `InvalidCaCertificatesBundle`
  static CertificateBundle parse(byte[] contents) {
    List<String> blocks = blocks(new String(contents, StandardCharsets.UTF_8));
    if (blocks.isEmpty()) {
      throw invalid("it has no certificate");
    }
    if (blocks.size() > Limits.CA_CERTIFICATES_PER_TRUST_STORE) {
      throw invalid(
          "it has "
              + blocks.size()
              + " certificates, more than "
              + Limits.CA_CERTIFICATES_PER_TRUST_STORE);
    }
    for (int i = 0; i < blocks.size(); i++) {
      check(blocks.get(i), "certificate " + (i + 1));
    }
    return new CertificateBundle(String.join("", blocks), blocks.size());
  }

  private static List<String> blocks(String text) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    int number = 0;
    for (String line : text.stripTrailing().lines().toList()) {
      number++;
      String trimmed = line.strip();
      if (trimmed.isEmpty()) {
        throw invalid("line " + number + " is blank");
      }
      if (!inside && !trimmed.equals(BEGIN)) {
        if (!trimmed.startsWith("#")) {
          throw invalid("line " + number + " is neither a certificate nor a comment with '#'");
        }
        continue;
      }
      inside = !trimmed.equals(END);
      block.append(trimmed).append('\n');
      if (!inside) {
        blocks.add(block.toString());
        block.setLength(0);
      }
    }
    if (inside) {
      throw invalid("its last certificate has no end");
    }
    return blocks;
  }

  private static void check(String pem, String which) {
    X509Certificate certificate;
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    try {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (GeneralSecurityException e) {
      throw invalid(which + " cannot be read: " + e.getMessage());
    }
    if (bytes.length > MAX_CERTIFICATE_BYTES) {
      throw invalid(which + " is larger than 16 KB");
    }
    if (certificate.getVersion() != 3) {
      throw invalid(which + " is of version " + certificate.getVersion() + ", not 3");
    }
    boolean known =
        switch (certificate.getPublicKey()) {
          case RSAPublicKey rsa ->
              rsa.getModulus().bitLength() >= 2048 && rsa.getModulus().bitLength() <= 8192;
          case ECPublicKey ec -> CURVES.contains(ec.getParams().getOrder().bitLength());
          default -> false;
        };
    if (!known) {
      throw invalid(
          which + " has a key that is neither RSA of 2048 to 8192 bits nor ECDSA of 256, 384, 521");
    }
  }

  private static AwsException invalid(String why) {
    return new AwsException(
        "InvalidCaCertificatesBundle",
        "The specified ca certificate bundle is in an invalid format, or corrupt: " + why);
  }
}
