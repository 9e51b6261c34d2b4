package dev.weir.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of security policies of the Application Load Balancer guide.
class SecurityPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "TLS13-1-3-2021-06, TLSv1.3, TLSv1.3, 3",
    "TLS13-1-3-PQ-2025-09, TLSv1.3, TLSv1.3, 3",
    "TLS13-1-2-Res-2021-06, TLSv1.2, TLSv1.3, 7",
    "TLS13-1-2-Res-PQ-2025-09, TLSv1.2, TLSv1.3, 7",
    "TLS13-1-2-2021-06, TLSv1.2, TLSv1.3, 11",
    "TLS13-1-2-Ext1-2021-06, TLSv1.2, TLSv1.3, 15",
    "TLS13-1-2-Ext2-2021-06, TLSv1.2, TLSv1.3, 21",
    "TLS13-1-1-2021-06, TLSv1.1, TLSv1.3, 21",
    "TLS13-1-0-2021-06, TLSv1, TLSv1.3, 21",
    "TLS-1-2-Ext-2018-06, TLSv1.2, TLSv1.2, 18",
    "TLS-1-2-2017-01, TLSv1.2, TLSv1.2, 12",
    "TLS-1-1-2017-01, TLSv1.1, TLSv1.2, 18",
    "2016-08, TLSv1, TLSv1.2, 18",
    "2015-05, TLSv1, TLSv1.2, 18",
    "TLS-1-0-2015-04, TLSv1, TLSv1.2, 19",
    "FS-1-2-Res-2020-10, TLSv1.2, TLSv1.2, 4",
    "FS-1-2-Res-2019-08, TLSv1.2, TLSv1.2, 8",
    "FS-1-2-2019-08, TLSv1.2, TLSv1.2, 12",
    "FS-1-1-2019-08, TLSv1.1, TLSv1.2, 12",
    "FS-2018-06, TLSv1, TLSv1.2, 12",
    "TLS13-1-2-Ext0-FIPS-2023-04, TLSv1.2, TLSv1.3, 14",
    "TLS13-1-2-Res-FIPS-2023-04, TLSv1.2, TLSv1.3, 6",
    "TLS13-1-0-FIPS-2023-04, TLSv1, TLSv1.3, 20",
    "TLS13-1-3-RFC9151-FIPS-2023-07, TLSv1.3, TLSv1.3, 1",
    "TLS13-1-2-RFC9151-FIPS-2023-07, TLSv1.2, TLSv1.3, 3",
    "TLS13-1-2-Ext0-RFC9151-FIPS-2023-07, TLSv1.2, TLSv1.3, 4"
  })
  void hasTheProtocolsAndCiphersOfTheTable(
      String name, String lowest, String highest, int ciphers) {
    SecurityPolicy policy = SecurityPolicy.named("ELBSecurityPolicy-" + name);
    assertThat(policy.protocols().getFirst()).isEqualTo(lowest);
    assertThat(policy.protocols().getLast()).isEqualTo(highest);
    assertThat(policy.ciphers()).hasSize(ciphers).doesNotHaveDuplicates();
    assertThat(policy.postQuantum()).isEqualTo(name.contains("-PQ-"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2016-08",
    "2016-08, 2016-08",
    "FS-1-2-Res-2020-10 TLS-1-2-2017-01, 2016-08",
    "TLS13-1-2-2021-06, TLS13-1-0-2021-06",
    "2016-08 TLS13-1-3-2021-06, TLS13-1-0-2021-06",
    "TLS13-1-2-2021-06 TLS13-1-2-Res-PQ-2025-09, TLS13-1-0-PQ-2025-09",
    "TLS13-1-2-Res-PQ-2025-09 TLS13-1-2-FIPS-2023-04, TLS13-1-0-FIPS-2023-04",
    "TLS13-1-2-FIPS-2023-04 TLS13-1-3-FIPS-PQ-2025-09, TLS13-1-0-FIPS-PQ-2025-09",
    "TLS13-1-3-FIPS-PQ-2025-09 TLS13-1-3-RFC9151-FIPS-2023-07,"
        + " TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07"
  })
  void towardsTargetsTheStrongestPolicyOfTheListenersDecides(String ofListeners, String expected) {
    List<String> policies =
        Arrays.stream(ofListeners.split(" ")).map(name -> "ELBSecurityPolicy-" + name).toList();
    assertThat(SecurityPolicy.towardsTargets(policies).name())
        .isEqualTo("ELBSecurityPolicy-" + expected);
  }

  @Test
  void listsCiphersInTheOrderOfTheApi() {
    assertThat(SecurityPolicy.named("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06").ciphers())
        .containsExactlyElementsOf(
            List.of(
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_256_GCM_SHA384",
                "TLS_CHACHA20_POLY1305_SHA256",
                "ECDHE-ECDSA-AES128-GCM-SHA256",
                "ECDHE-RSA-AES128-GCM-SHA256",
                "ECDHE-ECDSA-AES128-SHA256",
                "ECDHE-RSA-AES128-SHA256",
                "ECDHE-ECDSA-AES256-GCM-SHA384",
                "ECDHE-RSA-AES256-GCM-SHA384",
                "ECDHE-ECDSA-AES256-SHA384",
                "ECDHE-RSA-AES256-SHA384",
                "AES128-GCM-SHA256",
                "AES128-SHA256",
                "AES256-GCM-SHA384",
                "AES256-SHA256"));
  }
}
