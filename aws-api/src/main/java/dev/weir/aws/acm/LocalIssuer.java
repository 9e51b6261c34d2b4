package dev.weir.aws.acm;

import dev.weir.store.world.LocalAuthority;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of this machine, which issues what `RequestCertificate` asks for at
/// once.
///
/// @param certificate to be trusted by whoever wants to trust what it issues
record LocalIssuer(X509Certificate certificate, PrivateKey key) {
  static final String NAME = "local";

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(395);
  private static final SecureRandom RANDOM = new SecureRandom();

  /// An issued certificate with its key.
  record Issued(X509Certificate certificate, PrivateKey key) {}

  static LocalIssuer create(Instant now) {
    KeyPair pair = newPair("EC_prime256v1");
    X500Principal name = new X500Principal("CN=Weir local certificate authority");
    JcaX509v3CertificateBuilder builder = builder(name, name, now, AUTHORITY_LIFE, pair);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
    return new LocalIssuer(sign(builder, pair.getPrivate()), pair.getPrivate());
  }

  static LocalIssuer of(LocalAuthority stored) {
    X509Certificate certificate =
        Pem.certificates(stored.certificatePem().getBytes(StandardCharsets.US_ASCII), "authority")
            .getFirst();
    byte[] key = stored.keyPem().getBytes(StandardCharsets.US_ASCII);
    return new LocalIssuer(certificate, Pem.key(key, "EC"));
  }

  LocalAuthority stored() {
    return new LocalAuthority(NAME, Pem.text(certificate), Pem.text(key));
  }

  Issued issue(List<String> names, String keyAlgorithm, Instant now) {
    KeyPair pair = newPair(keyAlgorithm);
    JcaX509v3CertificateBuilder builder =
        builder(
            certificate.getSubjectX500Principal(),
            new X500Principal("CN=" + names.getFirst()),
            now,
            LEAF_LIFE,
            pair);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              names.stream()
                  .map(name -> new GeneralName(GeneralName.dNSName, name))
                  .toArray(GeneralName[]::new)));
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
    return new Issued(sign(builder, key), pair.getPrivate());
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, Instant now, Duration life, KeyPair pair) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(life)),
        subject,
        pair.getPublic());
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newPair(String keyAlgorithm) {
    try {
      boolean rsa = keyAlgorithm.startsWith("RSA_");
      KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
      if (rsa) {
        generator.initialize(Integer.parseInt(keyAlgorithm.substring(4)));
      } else {
        String curve =
            keyAlgorithm.equals("EC_prime256v1") ? "secp256r1" : keyAlgorithm.substring(3);
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw Pem.invalid("The key algorithm '" + keyAlgorithm + "' is not supported");
    }
  }
}
