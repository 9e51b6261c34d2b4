package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.store.Quota;
import dev.weir.store.Quotas;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaFlagsTest {
  @Test
  void setWhatTheyNameAndLeaveTheOthers() {
    Quotas quotas =
        QuotaFlags.read(
            List.of("application-load-balancers=500", "rules-per-application-load-balancer=200"));

    assertThat(quotas.get(Quota.APPLICATION_LOAD_BALANCERS)).isEqualTo(500);
    assertThat(quotas.get(Quota.RULES_PER_APPLICATION_LOAD_BALANCER)).isEqualTo(200);
    assertThat(quotas.get(Quota.NETWORK_LOAD_BALANCERS)).isEqualTo(50);
  }

  @Test
  void areRefusedForAnUnknownNameWithTheKnownOnes() {
    assertThatThrownBy(() -> QuotaFlags.read(List.of("load-balancers=500")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "--quota load-balancers=500 is no quota (expected: one of application-load-balancers, ")
        .hasMessageContaining("rules-per-application-load-balancer");
  }

  @Test
  void areRefusedForAQuotaThatAwsAdjustsForNobody() {
    assertThatThrownBy(() -> QuotaFlags.read(List.of("condition-values-per-alb-rule=9")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--quota condition-values-per-alb-rule=9 is no quota");
  }

  @Test
  void areRefusedForWhatIsNoNumber() {
    for (String value : List.of("", "=", "=many", "=0", "=-1", "=1.5", "=99999999999")) {
      assertThatThrownBy(() -> QuotaFlags.read(List.of("target-groups" + value)))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "--quota target-groups"
                  + value
                  + " is no quota (expected: target-groups=NUMBER, from 1 to 999999999).");
    }
  }
}
