package dev.weir.aws;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for tests.
final class TestAuthority {
  private static final String NAME = "CN=Test CA";
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2046-01-01T00:00:00Z");

  private final ContentSigner signer;
  private final String certificate;

  private TestAuthority(ContentSigner signer, String certificate) {
    this.signer = signer;
    this.certificate = certificate;
  }

  /// @param algorithm such as `RSA`
  static TestAuthority of(String algorithm, int bits)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    KeyPair keys = generator.generateKeyPair();
    String signature = algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    ContentSigner signer = new JcaContentSignerBuilder(signature).build(keys.getPrivate());
    return new TestAuthority(signer, certificate(keys, signer));
  }

  private static String certificate(KeyPair keys, ContentSigner signer) throws IOException {
    X500Name name = new X500Name(NAME);
    return pem(
        new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(FROM), Date.from(TO), name, keys.getPublic())
            .build(signer));
  }

  String certificate() {
    return certificate;
  }

  /// A list that revokes certificates with these serial numbers.
  String revocations(int... serials) throws IOException {
    JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(new X500Principal(NAME), Date.from(FROM));
    for (int serial : serials) {
      builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(FROM), CRLReason.keyCompromise);
    }
    return pem(builder.build(signer));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().replace("\r\n", "\n");
  }
}
