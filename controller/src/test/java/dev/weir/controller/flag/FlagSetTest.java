package dev.weir.controller.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.planner.ControllerFlag;
import dev.weir.planner.FeatureGate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagSetTest {
  @Test
  void withOnlyAClusterNameEverythingHasItsDocumentedDefault() {
    FlagSet flags = parse("--cluster-name=workshop");

    assertThat(flags.get(Flag.DEFAULT_TARGET_TYPE)).isEqualTo("instance");
    assertThat(flags.get(Flag.SYNC_PERIOD)).isEqualTo(Duration.ofHours(10));
    assertThat(flags.get(Flag.TARGET_GROUP_BINDING_MAX_BACKOFF))
        .isEqualTo(Duration.ofSeconds(1000));
    assertThat(flags.get(Flag.LB_STABILIZATION_MONITOR_INTERVAL)).isEqualTo(Duration.ofMinutes(2));
    assertThat(flags.get(Flag.ENABLE_BACKEND_SECURITY_GROUP)).isTrue();
    assertThat(flags.gates().isEnabled(FeatureGate.LB_CAPACITY_RESERVATION)).isTrue();
    assertThat(flags.gates().isEnabled(FeatureGate.ENABLE_RGT_API)).isFalse();
  }

  @Test
  void valuesFollowAnEqualsSignOrASpaceAndSwitchesNeedNone() {
    FlagSet flags =
        parse(
            "--cluster-name",
            "workshop",
            "--default-tags=team=web,cost=1",
            "--disable-restricted-sg-rules",
            "--feature-gates=WeightedTargetGroups=false,EnableRGTAPI=true");

    assertThat(flags.get(Flag.DEFAULT_TAGS))
        .containsEntry("team", "web")
        .containsEntry("cost", "1");
    assertThat(flags.get(Flag.DISABLE_RESTRICTED_SG_RULES)).isTrue();
    assertThat(flags.gates().isEnabled(FeatureGate.WEIGHTED_TARGET_GROUPS)).isFalse();
    assertThat(flags.gates().isEnabled(FeatureGate.ENABLE_RGT_API)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --log-level=info                                     | kubernetes cluster name must be specified
          --cluster-name=c --default-target-type=pod           | invalid value pod for default target type
          --cluster-name=c --default-load-balancer-scheme=open | invalid value open for default scheme
          --cluster-name=c --backend-security-group=web        | invalid value web for backend security group id
          --cluster-name=c --enable-backend-security-group=false --enable-manage-backend-security-group-rules | backend security group must be enabled when manage backend security group rule is enabled
          --cluster-name=c --default-tags=elbv2.k8s.aws/cluster=x | tag key elbv2.k8s.aws/cluster cannot be specified in default-tags flag
          --cluster-name=c --external-managed-tags=ingress.k8s.aws/stack | tag key ingress.k8s.aws/stack cannot be specified in external-managed-tags flag
          --cluster-name=c --external-managed-tags=a --default-tags=a=1 | tag key a cannot be specified in both default-tags and external-managed-tags flag
          --cluster-name=c --required-secrets-label=a          | invalid value "a" for --required-secrets-label: must be in key=value format
          --cluster-name=c --feature-gates=Nope=true           | unknown feature: Nope
          --cluster-name=c --feature-gates=EnableRGTAPI        | failed to parse feature-gates settings due to invalid mapStringBool: EnableRGTAPI must be formatted as key=value
          --cluster-name=c --sync-period=soon                  | invalid value "soon" for --sync-period: expected: a duration as 15s, 2m or 16m40s
          --cluster-name=c --nope                              | unknown flag: --nope
          """)
  void aWrongFlagIsNamedInTheError(String arguments, String message) {
    assertThatThrownBy(() -> parse(arguments.split(" ")))
        .isInstanceOf(FlagException.class)
        .hasMessage(message);
  }

  @Test
  void theDefaultThrottleLimitsRegistrationDescribesAndModifications() {
    List<Throttles.Rule> rules = Throttles.parse(Throttles.DEFAULT).rules();

    assertThat(rules).hasSize(7);
    assertThat(rules)
        .filteredOn(rule -> rule.serviceId().equals("Elastic Load Balancing v2"))
        .filteredOn(rule -> rule.operation().matcher("RegisterTargets").find())
        .singleElement()
        .satisfies(rule -> assertThat(rule.rate()).isEqualTo(4))
        .satisfies(rule -> assertThat(rule.burst()).isEqualTo(20));
  }

  @Test
  void everyFlagHasAUniqueNameAndAReadableDefault() {
    Stream<String> names = Flag.all().stream().map(Flag::name);

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(55);
    Flag.all().forEach(flag -> flag.parse(flag.defaultText()));
  }

  @Test
  void everyFlagThatPlanningReadsReachesThePlannerWithTheSameDefault() {
    var planning = parse("--cluster-name=c").planning();

    assertThat(planning.settings().keySet()).containsExactlyInAnyOrder(ControllerFlag.values());
    Arrays.stream(ControllerFlag.values())
        .forEach(flag -> assertThat(planning.settings()).containsEntry(flag, flag.defaultValue()));
  }

  private static FlagSet parse(String... arguments) {
    return FlagSet.parse(List.of(arguments));
  }
}
