package dev.weir.proxy.tls;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ListenerProtocol;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.Snapshots;
import dev.weir.proxy.TestCertificates;
import io.netty.handler.ssl.OpenSsl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each security policy offers on the wire, found as a scanner finds it: by handshakes with
/// fewer and fewer ciphers until none is left. The tables are the guide's.
///
/// BoringSSL lets nobody choose among the ciphers of TLS 1.3, and has no CBC cipher with SHA-384,
/// no RSA one with SHA-256 and no 3DES: what it lacks is left out of what is expected.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityPolicyOfferTest {
  private static final String ADDRESS = "127.0.5.24";
  private static final int FIRST_PORT = 18800;
  private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  /// Cipher groups of the guide: GCM, then CBC with SHA-2 and SHA-1, then RSA key exchange.
  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "G",
          List.of(
              "ECDHE-ECDSA-AES128-GCM-SHA256",
              "ECDHE-RSA-AES128-GCM-SHA256",
              "ECDHE-ECDSA-AES256-GCM-SHA384",
              "ECDHE-RSA-AES256-GCM-SHA384"),
          "S2",
          List.of(
              "ECDHE-ECDSA-AES128-SHA256",
              "ECDHE-RSA-AES128-SHA256",
              "ECDHE-ECDSA-AES256-SHA384",
              "ECDHE-RSA-AES256-SHA384"),
          "S1",
          List.of(
              "ECDHE-ECDSA-AES128-SHA",
              "ECDHE-RSA-AES128-SHA",
              "ECDHE-RSA-AES256-SHA",
              "ECDHE-ECDSA-AES256-SHA"),
          "R2",
          List.of("AES128-GCM-SHA256", "AES128-SHA256", "AES256-GCM-SHA384", "AES256-SHA256"),
          "R1",
          List.of("AES128-SHA", "AES256-SHA"),
          "3DES",
          List.of("DES-CBC3-SHA"),
          "G256",
          List.of("ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"),
          "R256",
          List.of("AES256-GCM-SHA384"));

  /// Policy, lowest and highest version, groups.
  private static final List<String> TABLE =
      List.of(
          "TLS13-1-3-2021-06 3 3",
          "TLS13-1-3-PQ-2025-09 3 3",
          "TLS13-1-2-Res-2021-06 2 3 G",
          "TLS13-1-2-Res-PQ-2025-09 2 3 G",
          "TLS13-1-2-2021-06 2 3 G S2",
          "TLS13-1-2-PQ-2025-09 2 3 G S2",
          "TLS13-1-2-Ext1-2021-06 2 3 G S2 R2",
          "TLS13-1-2-Ext1-PQ-2025-09 2 3 G S2 R2",
          "TLS13-1-2-Ext2-2021-06 2 3 G S2 S1 R2 R1",
          "TLS13-1-2-Ext2-PQ-2025-09 2 3 G S2 S1 R2 R1",
          "TLS13-1-1-2021-06 1 3 G S2 S1 R2 R1",
          "TLS13-1-0-2021-06 0 3 G S2 S1 R2 R1",
          "TLS13-1-0-PQ-2025-09 0 3 G S2 S1 R2 R1",
          "TLS-1-2-Ext-2018-06 2 2 G S2 S1 R2 R1",
          "TLS-1-2-2017-01 2 2 G S2 R2",
          "TLS-1-1-2017-01 1 2 G S2 S1 R2 R1",
          "2016-08 0 2 G S2 S1 R2 R1",
          "2015-05 0 2 G S2 S1 R2 R1",
          "TLS-1-0-2015-04 0 2 G S2 S1 R2 R1 3DES",
          "FS-1-2-Res-2020-10 2 2 G",
          "FS-1-2-Res-2019-08 2 2 G S2",
          "FS-1-2-2019-08 2 2 G S2 S1",
          "FS-1-1-2019-08 1 2 G S2 S1",
          "FS-2018-06 0 2 G S2 S1",
          "TLS13-1-3-FIPS-2023-04 3 3",
          "TLS13-1-2-Res-FIPS-2023-04 2 3 G",
          "TLS13-1-2-FIPS-2023-04 2 3 G S2",
          "TLS13-1-2-Ext0-FIPS-2023-04 2 3 G S2 S1",
          "TLS13-1-2-Ext1-FIPS-2023-04 2 3 G S2 R2",
          "TLS13-1-2-Ext2-FIPS-2023-04 2 3 G S2 S1 R2 R1",
          "TLS13-1-1-FIPS-2023-04 1 3 G S2 S1 R2 R1",
          "TLS13-1-0-FIPS-2023-04 0 3 G S2 S1 R2 R1",
          "TLS13-1-2-FIPS-PQ-2025-09 2 3 G S2",
          "TLS13-1-3-RFC9151-FIPS-2023-07 3 3",
          "TLS13-1-2-RFC9151-FIPS-2023-07 2 3 G256",
          "TLS13-1-2-Ext0-RFC9151-FIPS-2023-07 2 3 G256 R256");

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final TlsScanner scanner = new TlsScanner();

  static List<String> policies() {
    return TABLE;
  }

  @BeforeAll
  void start() throws Exception {
    TestCertificates authority = new TestCertificates();
    Certificate ec = authority.issue("ec", TlsScanner.SERVER_NAME, "EC");
    Certificate rsa = authority.issue("rsa", TlsScanner.SERVER_NAME, "RSA");
    Snapshots snapshots =
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of())
            .certificate(ec)
            .certificate(rsa)
            .group("pods");
    for (int i = 0; i < TABLE.size(); i++) {
      snapshots.listener(
          "lb",
          FIRST_PORT + i,
          ListenerProtocol.HTTPS,
          List.of(ec.arn(), rsa.arn()),
          "ELBSecurityPolicy-" + TABLE.get(i).split(" ")[0],
          Map.of(),
          forward("pods"));
    }
    assertThat(proxy.apply(snapshots.build()).failures()).isEmpty();
  }

  @AfterAll
  void stop() {
    proxy.close();
    scanner.close();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void offersWhatTheGuideSays(String row) throws Exception {
    String[] parts = row.split(" ");
    int port = FIRST_PORT + TABLE.indexOf(row);
    List<String> expectedVersions =
        VERSIONS.subList(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]) + 1);
    List<String> versions = new ArrayList<>();
    for (String version : VERSIONS) {
      if (scanner.handshake(ADDRESS, port, version, every(), "P-256") != null) {
        versions.add(version);
      }
    }
    assertThat(versions).isEqualTo(expectedVersions);
    Set<String> expected = new TreeSet<>();
    for (int i = 3; i < parts.length; i++) {
      expected.addAll(GROUPS.get(parts[i]));
    }
    expected.removeIf(cipher -> !OpenSsl.isCipherSuiteAvailable(cipher));
    Set<String> found = offered(port, every().stream().filter(c -> c.contains("ECDSA")).toList());
    found.addAll(offered(port, every().stream().filter(c -> !c.contains("ECDSA")).toList()));
    assertThat(found).isEqualTo(expected);
    if (expectedVersions.contains("TLSv1.3")) {
      boolean hybrid =
          scanner.handshake(ADDRESS, port, "TLSv1.3", every(), "X25519MLKEM768") != null;
      assertThat(hybrid).isEqualTo(parts[0].contains("PQ"));
    }
  }

  private static List<String> every() {
    return GROUPS.values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(OpenSsl::isCipherSuiteAvailable)
        .toList();
  }

  /// Ciphers of one kind of key at a time: the certificate is chosen before the cipher.
  private Set<String> offered(int port, List<String> ciphers) throws Exception {
    Map<String, String> left = new LinkedHashMap<>();
    ciphers.forEach(cipher -> left.put(standardName(cipher), cipher));
    Set<String> found = new TreeSet<>();
    while (!left.isEmpty()) {
      String chosen =
          scanner.handshake(ADDRESS, port, "TLSv1.2", List.copyOf(left.values()), "P-256");
      if (chosen == null) {
        return found;
      }
      String cipher = left.remove(chosen);
      assertThat(cipher).as(chosen).isNotNull();
      found.add(cipher);
    }
    return found;
  }

  /// `ECDHE-RSA-AES128-SHA256` is `TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256` to everybody else.
  private static String standardName(String cipher) {
    if (cipher.equals("DES-CBC3-SHA")) {
      return "TLS_RSA_WITH_3DES_EDE_CBC_SHA";
    }
    int aes = cipher.indexOf("AES");
    String exchange = aes == 0 ? "RSA" : cipher.substring(0, aes - 1).replace('-', '_');
    String bits = cipher.substring(aes + 3, aes + 6);
    String rest = cipher.substring(aes + 7);
    String mode = rest.startsWith("GCM") ? rest.replace('-', '_') : "CBC_" + rest;
    return "TLS_" + exchange + "_WITH_AES_" + bits + "_" + mode;
  }
}
