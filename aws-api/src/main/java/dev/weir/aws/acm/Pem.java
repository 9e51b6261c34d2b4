package dev.weir.aws.acm;

import dev.weir.aws.wire.AwsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/// Certificates and keys as PEM text.
final class Pem {
  private Pem() {}

  /// @throws AwsException `ValidationException` when the text holds no certificate
  static List<X509Certificate> certificates(byte[] text, String member) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text))
          .forEach(each -> certificates.add((X509Certificate) each));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (GeneralSecurityException e) {
      throw invalid("The " + member + " is not a valid PEM-encoded certificate: " + e.getMessage());
    }
    throw invalid("The " + member + " is not a valid PEM-encoded certificate");
  }

  /// The private key as PKCS#8; PKCS#1 and SEC 1 forms are taken too.
  static PrivateKey key(byte[] text, String algorithm) {
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(text, StandardCharsets.US_ASCII)))) {
      Object object = parser.readObject();
      while (object != null
          && !(object instanceof PEMKeyPair)
          && !(object instanceof PrivateKeyInfo)) {
        object = parser.readObject();
      }
      PrivateKeyInfo key =
          switch (object) {
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            case PrivateKeyInfo single -> single;
            case null, default ->
                throw invalid(
                    "The private key is not a valid PEM-encoded key without a passphrase");
          };
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (PEMException e) {
      throw invalid("The private key is not a valid PEM-encoded key: " + e.getMessage());
    } catch (IOException | GeneralSecurityException e) {
      throw invalid(
          "The private key does not match the certificate's public key: " + e.getMessage());
    }
  }

  static void checkMatch(PrivateKey key, PublicKey certified) {
    try {
      String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      byte[] sample = {1, 2, 3};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(sample);
      byte[] signed = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certified);
      verifier.update(sample);
      if (verifier.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw invalid("The private key cannot be used: " + e.getMessage());
    }
    throw invalid("The private key does not match the certificate's public key");
  }

  /// ACM's name for the key of a certificate: `RSA_2048`, `EC_prime256v1`.
  static String keyAlgorithm(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> "RSA_" + rsa.getModulus().bitLength();
      case ECPublicKey ec ->
          switch (ec.getParams().getOrder().bitLength()) {
            case 256 -> "EC_prime256v1";
            case 384 -> "EC_secp384r1";
            default -> "EC_secp521r1";
          };
      default -> throw invalid("The key type '" + key.getAlgorithm() + "' is not supported");
    };
  }

  static String text(X509Certificate certificate) {
    try {
      return text("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(PrivateKey key) {
    return text("PRIVATE KEY", key.getEncoded());
  }

  private static String text(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  static AwsException invalid(String message) {
    return new AwsException("ValidationException", message);
  }
}
