package dev.weir.proxy;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for tests.
public final class TestCertificates {
  private static final AtomicLong SERIAL = new AtomicLong(100);

  private final String name;
  private final KeyPair caKeys;
  private final X509Certificate ca;

  public TestCertificates() throws Exception {
    this("CN=Test CA");
  }

  public TestCertificates(String name) throws Exception {
    this.name = name;
    caKeys = keys("EC");
    Instant now = Instant.now();
    ca =
        sign(
            name,
            caKeys,
            null,
            true,
            now.minus(30, ChronoUnit.DAYS),
            now.plus(30, ChronoUnit.DAYS));
  }

  private static KeyPair keys(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  private X509Certificate sign(
      String subject, KeyPair keys, String dnsName, boolean authority, Instant from, Instant to)
      throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(name),
            BigInteger.valueOf(SERIAL.incrementAndGet()),
            Date.from(from),
            Date.from(to),
            new X500Name(subject),
            keys.getPublic());
    if (authority) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    }
    if (dnsName != null) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    }
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /// @param algorithm `EC` or `RSA`
  public Certificate issue(String id, String dnsName, String algorithm) throws Exception {
    Instant now = Instant.now();
    return issue(
        id, dnsName, algorithm, now.minus(1, ChronoUnit.DAYS), now.plus(30, ChronoUnit.DAYS));
  }

  public Certificate issue(String id, String dnsName, String algorithm, Instant from, Instant to)
      throws Exception {
    KeyPair keys = keys(algorithm);
    X509Certificate leaf = sign("CN=" + dnsName, keys, dnsName, false, from, to);
    return new Certificate(
        Arn.of("acm", "eu-west-1", "000000000000", "certificate/" + id),
        List.of(dnsName),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        algorithm.equals("EC") ? "EC_prime256v1" : "RSA_2048",
        pem("CERTIFICATE", leaf.getEncoded()),
        pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
  }

  /// A list of this authority that revokes a certificate.
  public String crlPem(Certificate revoked) throws Exception {
    Instant now = Instant.now();
    var builder =
        new JcaX509v2CRLBuilder(new javax.security.auth.x500.X500Principal(name), Date.from(now));
    builder.setNextUpdate(Date.from(now.plus(1, ChronoUnit.DAYS)));
    builder.addCRLEntry(leaf(revoked).getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate());
    return pem("X509 CRL", builder.build(signer).getEncoded());
  }

  private static X509Certificate leaf(Certificate certificate) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    certificate.chainPem().getBytes(StandardCharsets.US_ASCII)));
  }

  public String caPem() throws Exception {
    return pem("CERTIFICATE", ca.getEncoded());
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /// A client that trusts this authority.
  public SSLContext client() throws Exception {
    return client(null);
  }

  /// A client that trusts this authority and shows a certificate.
  public SSLContext client(Certificate own) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("ca", ca);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(trust);
    KeyManagerFactory managers = null;
    if (own != null) {
      X509Certificate leaf = leaf(own);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own", key(own.keyPem()), new char[0], new java.security.cert.Certificate[] {leaf});
      managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(store, new char[0]);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        managers == null ? null : managers.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static PrivateKey key(String pem) throws Exception {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var spec = new java.security.spec.PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
    return java.security.KeyFactory.getInstance("EC").generatePrivate(spec);
  }
}
