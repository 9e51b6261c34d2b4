package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ListenerProtocol;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which of several certificates for one name a client is served (Application Load Balancer guide,
/// "Smart selection"): ECDSA before RSA as far as client and security policy can use it, one that
/// has not expired, the longest validity.
class CertificateChoiceTest {
  private static final String ADDRESS = "127.0.5.33";
  private static final int PORT = 18984;
  private static final String NAME = "shop.example.com";
  private static final String RSA_GCM = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
  private static final String ECDSA_GCM = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final String ECDSA_CBC = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
  private static final String TLS13 = "TLS_AES_128_GCM_SHA256";
  private static final String NO_TLS13 = "ELBSecurityPolicy-FS-1-2-Res-2020-10";
  private static final String WITH_TLS13 = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private TestCertificates authority;

  @BeforeEach
  void authority() throws Exception {
    authority = new TestCertificates();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void serve(String policy, Certificate... certificates) throws Exception {
    Certificate other = authority.issue("default", "default.example.com", "EC");
    Snapshots snapshots = new Snapshots().loadBalancer("lb", ADDRESS, Map.of()).certificate(other);
    var arns = new ArrayList<>(List.of(other.arn()));
    for (Certificate certificate : certificates) {
      snapshots.certificate(certificate);
      arns.add(certificate.arn());
    }
    var applied =
        proxy.apply(
            snapshots
                .listener(
                    "lb", PORT, ListenerProtocol.HTTPS, arns, policy, Map.of(), fixed(200, "x"))
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  private void serveBoth(String policy) throws Exception {
    serve(policy, authority.issue("rsa", NAME, "RSA"), authority.issue("ec", NAME, "EC"));
  }

  private X509Certificate served(String... ciphers) throws Exception {
    var plain = new Socket(ADDRESS, PORT);
    try (var socket =
        (SSLSocket)
            authority.client().getSocketFactory().createSocket(plain, ADDRESS, PORT, true)) {
      socket.setSoTimeout(60_000);
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(NAME)));
      if (ciphers.length > 0) {
        parameters.setCipherSuites(ciphers);
      }
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private String key(String... ciphers) throws Exception {
    return served(ciphers).getPublicKey().getAlgorithm();
  }

  @Test
  void ecdsaComesBeforeRsa() throws Exception {
    serveBoth(WITH_TLS13);
    assertThat(key()).isEqualTo("EC");
    assertThat(key(TLS13)).isEqualTo("EC");
    assertThat(key(RSA_GCM, ECDSA_GCM)).isEqualTo("EC");
  }

  @Test
  void aClientWithoutCiphersForEcdsaGetsRsa() throws Exception {
    serveBoth(WITH_TLS13);
    assertThat(key(RSA_GCM)).isEqualTo("RSA");
  }

  @Test
  void ciphersThatThePolicyLeavesOutDoNotCount() throws Exception {
    serveBoth(NO_TLS13);
    assertThat(key(ECDSA_CBC, RSA_GCM)).isEqualTo("RSA");
    assertThat(key(TLS13, RSA_GCM)).isEqualTo("RSA");
    assertThat(key(TLS13, RSA_GCM, ECDSA_GCM)).isEqualTo("EC");
  }

  @Test
  void anExpiredOneComesLastAndTheLongestValidFirst() throws Exception {
    Instant now = Instant.now();
    Instant from = now.minus(20, ChronoUnit.DAYS);
    Certificate expired = authority.issue("1", NAME, "EC", from, now.minus(1, ChronoUnit.DAYS));
    Certificate shorter = authority.issue("2", NAME, "EC", from, now.plus(5, ChronoUnit.DAYS));
    Certificate longer = authority.issue("3", NAME, "EC", from, now.plus(9, ChronoUnit.DAYS));
    serve(WITH_TLS13, expired, longer, shorter);
    assertThat(served().getNotAfter().toInstant()).isEqualTo(longer.notAfter());
    serve(WITH_TLS13, shorter, expired);
    assertThat(served().getNotAfter().toInstant()).isEqualTo(shorter.notAfter());
  }
}
