package dev.weir.planner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ListenerSpec.CertificateRef;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.SecurityGroupSpec.Permission;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreflightTest {

  private final Stack.Builder stack = Stack.builder("shop");

  @Test
  void aPlanWithinTheLimitsHasNoFindings() {
    loadBalancer("web");
    listener(25);
    rules(100, 1);
    assertThat(findings()).isEmpty();
  }

  @Test
  void tooManyRulesNameTheLoadBalancerTheCountTheLimitAndWhatToDo() {
    loadBalancer("web");
    listener(0);
    rules(101, 1);
    assertThat(findings())
        .first()
        .hasToString(
            "Ingress group shop, load balancer web: 101 listener rules (default rules not counted), the limit is 100: merge paths into fewer rules or move Ingresses to another group; the quota is adjustable");
  }

  @Test
  void tooManyTargetGroupsAreCountedOverAllRules() {
    loadBalancer("web");
    listener(0);
    for (int i = 1; i <= 101; i++) {
      rule(i % 100 + 1 + (i > 100 ? 100 : 0), List.of("/a"), Token.of("arn:" + i));
    }
    assertThat(findings()).extracting(Preflight.Finding::subject).contains("target groups");
  }

  @Test
  void theDefaultCertificateIsNotCounted() {
    loadBalancer("web");
    listener(27);
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.count()).isEqualTo(26));
  }

  @Test
  void aRuleHasAtMostFiveValuesAndSixWildcards() {
    loadBalancer("web");
    listener(0);
    rule(1, List.of("/1", "/2", "/3", "/4", "/5", "/6"), Token.of("arn:a"));
    rule(2, List.of("/*/*/*", "/?/?/?/?"), Token.of("arn:a"));
    assertThat(findings())
        .extracting(finding -> finding.object() + " " + finding.count() + " " + finding.subject())
        .containsExactly(
            "Ingress group shop, rule 80:1 6 condition values in one rule",
            "Ingress group shop, rule 80:2 7 wildcards in one rule");
  }

  @Test
  void targetsAreCountedByTheCaller() {
    stack.add(
        "tg",
        new TargetGroupBindingSpec(
            "shop",
            "b",
            Token.targetGroupArn("tg"),
            "ip",
            new TargetGroupBindingSpec.ServiceRef("web", new IntOrString(80)),
            null,
            Map.of(),
            null,
            null,
            false,
            null));
    PlanResult plan = new PlanResult.Planned(PlanResult.Kind.GROUP, "shop", stack.build());
    assertThat(Preflight.check(List.of(plan), _ -> 1000)).isEmpty();
    assertThat(Preflight.check(List.of(plan), _ -> 1001)).hasSize(1);
  }

  @Test
  void securityGroupRulesAreCountedPerAddressFamily() {
    List<Permission> permissions =
        IntStream.range(0, 61)
            .mapToObj(i -> Permission.fromIpv4("tcp", 80, 80, "10.0." + i + ".0/24"))
            .toList();
    stack.add("sg", new SecurityGroupSpec("web", "d", Map.of(), permissions));
    assertThat(findings())
        .singleElement()
        .asString()
        .contains("security group web: 61 inbound rules");
  }

  @Test
  void aNameThatIsTooLongIsFound() {
    loadBalancer("a-name-that-is-longer-than-32-bytes");
    assertThat(findings())
        .singleElement()
        .asString()
        .contains("35 characters in a name, the limit is 32");
  }

  private List<Preflight.Finding> findings() {
    return Preflight.check(
        List.of(new PlanResult.Planned(PlanResult.Kind.GROUP, "shop", stack.build())), _ -> 0);
  }

  private void loadBalancer(String name) {
    stack.add(
        "LoadBalancer",
        new LoadBalancerSpec(
            name,
            "application",
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            null,
            Map.of(),
            null));
  }

  private void listener(int certificates) {
    stack.add(
        "80",
        new ListenerSpec(
            Token.loadBalancerArn("LoadBalancer"),
            80,
            "HTTPS",
            List.of(),
            Collections.nCopies(certificates, new CertificateRef(Token.of("arn"))),
            null,
            List.of(),
            null,
            Map.of(),
            List.of()));
  }

  private void rules(int count, int values) {
    for (int i = 1; i <= count; i++) {
      rule(i, Collections.nCopies(values, "/" + i), Token.of("arn:a"));
    }
  }

  private void rule(int priority, List<String> paths, Token group) {
    stack.add(
        "80:" + priority,
        new ListenerRuleSpec(
            Token.listenerArn("80"),
            priority,
            List.of(RuleAction.Forward.to(group)),
            List.of(new RuleCondition.PathPattern(List.of(), paths)),
            List.of(),
            Map.of()));
  }
}
