package dev.weir.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Verifies client certificates against a trust store and tells failures apart as the connection
/// log does (Application Load Balancer guide, mutual authentication and connection logs).
final class ClientCertificateCheck {
  private static final int MAX_DEPTH = 4;
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private ClientCertificateCheck() {}

  /// @param chain the leaf first
  /// @throws RefusedCertificate with the code of what is wrong
  static void check(MutualTls rules, List<X509Certificate> chain) throws CertificateException {
    X509Certificate leaf = chain.getFirst();
    if (chain.size() > MAX_DEPTH) {
      throw new RefusedCertificate(
          "ClientCertMaxChainDepthExceeded",
          leaf,
          "chain of " + chain.size() + " (expected: 4 or fewer)");
    }
    if (!isSupported(leaf)) {
      throw new RefusedCertificate(
          "ClientCertTypeUnsupported",
          leaf,
          "key: " + leaf.getPublicKey().getAlgorithm() + " (expected: RSA 2048 to 8192, or EC)");
    }
    Collection<String> purposes = leaf.getExtendedKeyUsage();
    if (purposes != null && !purposes.contains(CLIENT_AUTH)) {
      throw new RefusedCertificate(
          "ClientCertPurposeInvalid", leaf, "purposes: " + purposes + " (expected: client auth)");
    }
    validate(rules, chain);
    for (X509Certificate certificate : chain) {
      if (isRevoked(rules, certificate)) {
        throw new RefusedCertificate("ClientCertCrlHit", leaf, "the certificate is revoked");
      }
    }
  }

  private static boolean isSupported(X509Certificate leaf) {
    return switch (leaf.getPublicKey()) {
      case RSAPublicKey rsa -> {
        int bits = rsa.getModulus().bitLength();
        yield bits >= 2048 && bits <= 8192;
      }
      case ECPublicKey ec -> {
        int bits = ec.getParams().getOrder().bitLength();
        yield bits == 256 || bits == 384 || bits == 521;
      }
      default -> false;
    };
  }

  private static void validate(MutualTls rules, List<X509Certificate> chain)
      throws CertificateException {
    X509Certificate leaf = chain.getFirst();
    try {
      Set<TrustAnchor> anchors = new HashSet<>();
      rules.authorities().forEach(ca -> anchors.add(new TrustAnchor(ca, null)));
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      if (rules.ignoreExpiry()) {
        parameters.setDate(
            new Date((leaf.getNotBefore().getTime() + leaf.getNotAfter().getTime()) / 2));
      }
      List<X509Certificate> path = new ArrayList<>(chain);
      path.removeIf(rules.authorities()::contains);
      if (path.isEmpty()) {
        path.add(leaf);
      }
      var certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
      CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
    } catch (CertPathValidatorException e) {
      throw new RefusedCertificate(code(e.getReason()), leaf, String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      throw new RefusedCertificate("ClientCertInvalid", leaf, String.valueOf(e.getMessage()));
    }
  }

  private static String code(CertPathValidatorException.Reason reason) {
    return switch (reason) {
      case CertPathValidatorException.BasicReason.EXPIRED -> "ClientCertExpired";
      case CertPathValidatorException.BasicReason.NOT_YET_VALID -> "ClientCertNotYetValid";
      case PKIXReason.NO_TRUST_ANCHOR,
          PKIXReason.NAME_CHAINING,
          CertPathValidatorException.BasicReason.INVALID_SIGNATURE ->
          "ClientCertUntrusted";
      case PKIXReason.INVALID_KEY_USAGE -> "ClientCertPurposeInvalid";
      default -> "ClientCertInvalid";
    };
  }

  private static boolean isRevoked(MutualTls rules, X509Certificate certificate) {
    for (CRL list : rules.revocations()) {
      if (list instanceof X509CRL crl
          && crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
          && crl.isRevoked(certificate)) {
        return true;
      }
    }
    return false;
  }
}
