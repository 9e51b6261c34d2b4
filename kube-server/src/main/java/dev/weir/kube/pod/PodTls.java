package dev.weir.kube.pod;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// TLS of simulated pods: one self-signed certificate for all, made when the first client wants it.
///
/// Nobody can verify it, and nobody has to: neither an ALB nor the kubelet verifies the
/// certificates of pods.
final class PodTls {
  /// The first byte of a TLS connection: a handshake record (RFC 8446 section 5.1).
  static final int HANDSHAKE = 0x16;

  private static final X500Principal NAME = new X500Principal("CN=simulated-pod.weir.dev");
  private static final Duration LIFE = Duration.ofDays(3650);

  private PodTls() {}

  private static final class Server {
    static final SSLContext CONTEXT = server();
  }

  private static final class Client {
    static final SSLContext CONTEXT = client();
  }

  /// Does the server's handshake on an accepted connection whose first byte was read already.
  static SSLSocket accept(Socket socket, int firstByte) throws IOException {
    var consumed = new ByteArrayInputStream(new byte[] {(byte) firstByte});
    SSLSocket secure =
        (SSLSocket) Server.CONTEXT.getSocketFactory().createSocket(socket, consumed, true);
    secure.startHandshake();
    return secure;
  }

  /// Does the client's handshake, whoever the server is.
  static SSLSocket connect(Socket socket, String host, int port) throws IOException {
    SSLSocket secure =
        (SSLSocket) Client.CONTEXT.getSocketFactory().createSocket(socket, host, port, true);
    secure.startHandshake();
    return secure;
  }

  private static SSLContext server() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {selfSigned(pair)};
      store.setKeyEntry("pod", pair.getPrivate(), new char[0], chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every JDK can make a certificate in memory", e);
    }
  }

  private static X509Certificate selfSigned(KeyPair pair)
      throws OperatorCreationException, GeneralSecurityException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(120, new SecureRandom()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(LIFE)),
            NAME,
            pair.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private static SSLContext client() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /// Probes skip the verification of certificates, as the kubelet's do.
  private static final class AnyCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
