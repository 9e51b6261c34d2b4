package dev.weir.proxy.tls;

import static dev.weir.proxy.Snapshots.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ListenerProtocol;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.Snapshots;
import dev.weir.proxy.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What testssl.sh says of listeners with representative security policies. Only `build/testssl`
/// runs this.
@EnabledIfSystemProperty(named = "testssl", matches = "true")
class TestSslTest {
  private static final String ADDRESS = "127.0.5.34";
  private static final int PORT = 18985;
  private static final Pattern FINDING =
      Pattern.compile(
          "\"id\"\\s*:\\s*\"([^\"]+)\".*?\"severity\"\\s*:\\s*\"(\\w+)\".*?\"finding\"\\s*:\\s*\"([^\"]*)\"",
          Pattern.DOTALL);

  private record Finding(String id, String severity, String text) {}

  @ParameterizedTest
  @CsvSource({
    "ELBSecurityPolicy-2016-08, TLS1 TLS1_1 TLS1_2",
    "ELBSecurityPolicy-TLS13-1-2-2021-06, TLS1_2 TLS1_3",
    "ELBSecurityPolicy-TLS13-1-3-2021-06, TLS1_3",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10, TLS1_2",
    "ELBSecurityPolicy-TLS-1-0-2015-04, TLS1 TLS1_1 TLS1_2"
  })
  void offersThePolicysProtocolsAndHasNoKnownWeakness(
      String policy, String protocols, @TempDir Path folder) throws Exception {
    TestCertificates authority = new TestCertificates();
    Certificate ec = authority.issue("ec", "www.example.com", "EC");
    Certificate rsa = authority.issue("rsa", "www.example.com", "RSA");
    try (var proxy =
        Proxy.start(
            ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null))) {
      var applied =
          proxy.apply(
              new Snapshots()
                  .loadBalancer("lb", ADDRESS, Map.of())
                  .certificate(rsa)
                  .certificate(ec)
                  .listener(
                      "lb",
                      PORT,
                      ListenerProtocol.HTTPS,
                      List.of(rsa.arn(), ec.arn()),
                      policy,
                      Map.of(),
                      fixed(200, "here"))
                  .build());
      assertThat(applied.failures()).isEmpty();
      List<Finding> findings = scan(folder.resolve("findings.json"));
      findings.stream()
          .filter(found -> List.of("MEDIUM", "HIGH", "CRITICAL").contains(found.severity))
          .forEach(found -> System.out.println(policy + ": " + found));
      Map<String, String> offered = new TreeMap<>();
      for (Finding found : findings) {
        if (found.id.matches("SSLv[23]|TLS1(_[123])?") && found.text.startsWith("offered")) {
          offered.put(found.id, found.text);
        }
      }
      assertThat(offered.keySet()).containsExactly(protocols.split(" "));
      assertThat(findings).noneMatch(found -> found.severity.matches("HIGH|CRITICAL"));
    }
  }

  private static List<Finding> scan(Path json) throws Exception {
    Process run =
        new ProcessBuilder(
                "testssl",
                "--quiet",
                "--color",
                "0",
                "--warnings",
                "off",
                "--nodns",
                "none",
                "-p",
                "-s",
                "-f",
                "-P",
                "-U",
                "--jsonfile",
                json.toString(),
                ADDRESS + ":" + PORT)
            .redirectErrorStream(true)
            .start();
    run.getOutputStream().close();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(json).as(output).exists();
    List<Finding> findings = new ArrayList<>();
    FINDING
        .matcher(Files.readString(json))
        .results()
        .forEach(one -> findings.add(new Finding(one.group(1), one.group(2), one.group(3))));
    assertThat(findings).as(output).hasSizeGreaterThan(30);
    return findings;
  }
}
