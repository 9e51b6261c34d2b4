package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.store.LocalWorld;
import dev.weir.store.Quota;
import dev.weir.store.Quotas;
import dev.weir.store.StoreConfig;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyListenersException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyLoadBalancersException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTargetGroupsException;

/// An account's quotas, as `DescribeAccountLimits` tells them and as they are held.
class QuotasTest {
  @Test
  void areThoseOfAwsUnlessTheyWereSet() {
    try (LocalAws aws = LocalAws.start()) {
      assertThat(limits(aws))
          .containsEntry("application-load-balancers", "50")
          .containsEntry("rules-per-application-load-balancer", "100")
          .containsEntry("target-groups-per-action-on-application-load-balancer", "5")
          .hasSize(16);
    }
  }

  @Test
  void areToldAsSet() {
    try (LocalAws aws = with(Map.of(Quota.APPLICATION_LOAD_BALANCERS, 500))) {
      assertThat(limits(aws))
          .containsEntry("application-load-balancers", "500")
          .containsEntry("network-load-balancers", "50");
    }
  }

  @Test
  void areHeldAsSetAndNamedByTheRefusal() {
    try (LocalAws aws =
        with(
            Map.of(
                Quota.APPLICATION_LOAD_BALANCERS,
                51,
                Quota.TARGET_GROUPS,
                1,
                Quota.LISTENERS_PER_APPLICATION_LOAD_BALANCER,
                1))) {
      String first = loadBalancer(aws, 1);
      for (int i = 2; i <= 51; i++) {
        loadBalancer(aws, i);
      }
      assertThatThrownBy(() -> loadBalancer(aws, 52))
          .isInstanceOf(TooManyLoadBalancersException.class)
          .hasMessageContaining("The maximum number of load balancers '51' has been reached");

      listener(aws, first, 80);
      assertThatThrownBy(() -> listener(aws, first, 81))
          .isInstanceOf(TooManyListenersException.class)
          .hasMessageContaining("The maximum number of listeners '1' has been reached");

      targetGroup(aws, "one");
      assertThatThrownBy(() -> targetGroup(aws, "two"))
          .isInstanceOf(TooManyTargetGroupsException.class)
          .hasMessageContaining("The maximum number of target groups '1' has been reached");
    }
  }

  private static LocalAws with(Map<Quota, Integer> quotas) {
    return LocalAws.start(
        StoreConfig.inMemory().withQuotas(Quotas.of(quotas)),
        AwsApiConfig.onPort(0),
        (group, target) -> Optional.empty());
  }

  private static Map<String, String> limits(LocalAws aws) {
    return aws.elb.describeAccountLimits(r -> {}).limits().stream()
        .collect(Collectors.toMap(Limit::name, Limit::max));
  }

  private static String loadBalancer(LocalAws aws, int number) {
    return aws.elb
        .createLoadBalancer(
            r -> r.name("many-" + number).subnets(LocalWorld.PUBLIC_A, LocalWorld.PUBLIC_B))
        .loadBalancers()
        .getFirst()
        .loadBalancerArn();
  }

  private static void listener(LocalAws aws, String loadBalancer, int port) {
    aws.elb.createListener(r ->
        r.loadBalancerArn(loadBalancer)
            .protocol("HTTP")
            .port(port)
            .defaultActions(
                a -> a.type("fixed-response").fixedResponseConfig(f -> f.statusCode("404"))));
  }

  private static void targetGroup(LocalAws aws, String name) {
    aws.elb.createTargetGroup(
        r -> r.name(name).protocol("HTTP").port(80).vpcId(LocalWorld.VPC).targetType("ip"));
  }
}
