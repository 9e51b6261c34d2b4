package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroupProtocol;
import io.netty.handler.ssl.OpenSsl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which versions, ciphers and key exchange a real TLS target is offered: it answers with what was
/// agreed on, and with one that can agree on nothing the answer is 502.
class TargetTlsTest {
  private static final String ADDRESS = "127.0.5.36";
  private static final int PORT = 18090;
  private static final String EVERY_VERSION = "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private Certificate certificate;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(OpenSsl.isAvailable(), "skipped: BoringSSL does not load here");
    certificate = new TestCertificates().issue("a", "www.example.com", "EC");
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  /// A load balancer with a plain listener, the one that is asked, and secure ones.
  ///
  /// @param policies of the secure listeners, between blanks; empty for none
  private void serve(String policies, TlsTarget target) {
    Snapshots snapshots =
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of())
            .certificate(certificate)
            .listener("lb", PORT, forward("pods"))
            .group("pods", TargetGroupProtocol.HTTPS, ProtocolVersion.HTTP1, target.port());
    int port = PORT;
    for (String policy : policies.isEmpty() ? new String[0] : policies.split(" ")) {
      snapshots.listener(
          "lb",
          ++port,
          ListenerProtocol.HTTPS,
          List.of(certificate.arn()),
          "ELBSecurityPolicy-" + policy,
          Map.of(),
          forward("pods"));
    }
    assertThat(proxy.apply(snapshots.build()).failures()).isEmpty();
  }

  private static String answer() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      String response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").response();
      return response.startsWith("HTTP/1.1 502 ")
          ? "502"
          : response.substring(response.indexOf("\r\n\r\n") + 4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', TLSv1.2",
    "2016-08, TLSv1.2",
    "FS-1-2-Res-2020-10, TLSv1.2",
    "TLS13-1-2-2021-06, TLSv1.3",
    "TLS13-1-2-Res-PQ-2025-09, TLSv1.3",
    "2016-08 TLS13-1-2-2021-06, TLSv1.3",
    "TLS13-1-2-2021-06 2016-08, TLSv1.3"
  })
  void targetsAreOfferedTls13WhenAnyListenerHasIt(String policies, String version)
      throws Exception {
    try (var target = TlsTarget.start(EVERY_VERSION, "", "")) {
      serve(policies, target);
      assertThat(answer()).startsWith(version + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2016-08, TLSv1, TLSv1",
    "2016-08, TLSv1.3, 502",
    "TLS13-1-3-2021-06, TLSv1, TLSv1",
    "TLS13-1-2-RFC9151-FIPS-2023-07, TLSv1.1, 502",
    "TLS13-1-2-RFC9151-FIPS-2023-07, TLSv1.2, TLSv1.2"
  })
  void versionsTowardsTargetsAreThoseOfThePolicy(String policies, String versions, String expected)
      throws Exception {
    try (var target = TlsTarget.start(versions, "", "")) {
      serve(policies, target);
      assertThat(answer()).startsWith(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2016-08, TLS_RSA_WITH_AES_128_CBC_SHA, TLSv1.2 TLS_RSA_WITH_AES_128_CBC_SHA",
    "2016-08, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, 502",
    "TLS13-1-2-2021-06, TLS_RSA_WITH_AES_128_CBC_SHA, TLSv1.2 TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS13-1-2-2021-06, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, 502"
  })
  void ciphersTowardsTargetsAreThoseOfThePolicy(String policies, String cipher, String expected)
      throws Exception {
    try (var target = TlsTarget.start("TLSv1.2", cipher, "")) {
      serve(policies, target);
      assertThat(answer()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLS13-1-2-2021-06, 502",
    "TLS13-1-2-FIPS-2023-04, 502",
    "TLS13-1-2-PQ-2025-09, TLSv1.3",
    "TLS13-1-2-FIPS-PQ-2025-09, TLSv1.3"
  })
  void hybridKeyExchangeIsOfferedToTargetsUnderPostQuantumPolicies(String policies, String expected)
      throws Exception {
    try (var target = TlsTarget.start("TLSv1.3", "", "X25519MLKEM768")) {
      serve(policies, target);
      assertThat(answer()).startsWith(expected);
    }
  }

  @Test
  void aNewPolicyHoldsForNewConnections() throws Exception {
    try (var target = TlsTarget.start(EVERY_VERSION, "", "");
        var next = TlsTarget.start(EVERY_VERSION, "", "")) {
      serve("2016-08", target);
      assertThat(answer()).startsWith("TLSv1.2 ");
      serve("TLS13-1-2-2021-06", next);
      assertThat(answer()).startsWith("TLSv1.3 ");
    }
  }
}
