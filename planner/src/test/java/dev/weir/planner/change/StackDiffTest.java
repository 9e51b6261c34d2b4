package dev.weir.planner.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.PlanError;
import dev.weir.planner.change.StackChange.StackKey;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.report.TextStyle;
import dev.weir.planner.stack.FrontendNlbTargetGroups;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import dev.weir.planner.stack.WebAclAssociationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackDiffTest {

  private final List<ObservedStack.Resource> existing = SampleStack.existing();

  @Test
  void nothingChangesWhenEverythingExistsAsPlanned() {
    assertThat(diff(SampleStack.planned().build())).isEmpty();
  }

  @Test
  void everythingIsCreatedWhereNothingExists() {
    existing.clear();
    assertThat(diff(SampleStack.planned().build()))
        .hasSize(5)
        .allSatisfy(change -> assertThat(change).isInstanceOf(Change.Create.class));
  }

  @Test
  void everythingIsDestroyedWithoutAPlan() {
    assertThat(diff(Stack.builder("shop").build()))
        .hasSize(5)
        .allSatisfy(change -> assertThat(change).isInstanceOf(Change.Destroy.class));
  }

  @Test
  void aChangedFieldIsShownWithBothValues() {
    replace("tg", SampleStack.of("tg", SampleStack.targetGroup("/", "ip"), "arn:tg"));
    assertThat(diff(SampleStack.planned().build()))
        .singleElement()
        .satisfies(change ->
            assertThat(((Change.Update) change).fields())
                .extracting(Object::toString)
                .containsExactly("healthCheckConfig.path: / -> /healthz"));
  }

  @Test
  void attributesThatNobodyPlansAndTagsOfTheControllerAreLeftAlone() {
    Stack plan =
        SampleStack.planned().build(); // the existing one has an attribute and tracking tags more
    assertThat(diff(plan)).isEmpty();
  }

  @Test
  void anotherSchemeReplacesTheLoadBalancerWithItsListenersAndRulesAndItsDnsName() {
    replace(
        "LoadBalancer",
        new ObservedStack.Resource(
            "LoadBalancer",
            SampleStack.loadBalancer("internet-facing", Map.of(), Map.of("team", "web")),
            "arn:lb",
            "old.example"));
    List<Change> changes = diff(SampleStack.planned().build());
    assertThat(changes)
        .hasSize(4)
        .allSatisfy(c -> assertThat(c).isInstanceOf(Change.Replace.class));
    Change.Replace loadBalancer = (Change.Replace) changes.getFirst();
    assertThat(loadBalancer.reason()).isEqualTo("scheme cannot be changed on a load balancer");
    assertThat(loadBalancer.dnsName()).isEqualTo("old.example");
    assertThat(((Change.Replace) changes.get(1)).reason())
        .isEqualTo("its load balancer is replaced");
  }

  @Test
  void anotherTargetTypeReplacesTheTargetGroup() {
    replace("tg", SampleStack.of("tg", SampleStack.targetGroup("/healthz", "instance"), "arn:tg"));
    assertThat(diff(SampleStack.planned().build()))
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Replace.class,
            change ->
                assertThat(change.reason())
                    .isEqualTo("targetType cannot be changed on a target group"));
  }

  @Test
  void rulesThatOnlyMoveKeepTheirContent() {
    existing.removeIf(resource -> resource.id().startsWith("80:"));
    existing.add(
        SampleStack.of(
            "80:1",
            SampleStack.rule(SampleStack.LISTENER_ARN, 1, "/b", SampleStack.GROUP_ARN),
            "arn:r1"));
    existing.add(
        SampleStack.of(
            "80:2",
            SampleStack.rule(SampleStack.LISTENER_ARN, 2, "/a", SampleStack.GROUP_ARN),
            "arn:r2"));
    assertThat(diff(SampleStack.planned().build()))
        .hasSize(2)
        .allSatisfy(change ->
            assertThat(((Change.Update) change).fields())
                .extracting(FieldChange::path)
                .containsExactly("priority"));
  }

  @Test
  void aRuleWithOtherContentIsRewrittenInPlace_andSurplusOnesGo() {
    existing.removeIf(resource -> resource.id().equals("80:1"));
    existing.add(
        SampleStack.of(
            "80:1",
            SampleStack.rule(SampleStack.LISTENER_ARN, 1, "/old", SampleStack.GROUP_ARN),
            "arn:r1"));
    existing.add(
        SampleStack.of(
            "80:9",
            SampleStack.rule(SampleStack.LISTENER_ARN, 9, "/gone", SampleStack.GROUP_ARN),
            "arn:r9"));
    List<Change> changes = diff(SampleStack.planned().build());
    assertThat(changes).hasSize(2);
    assertThat(((Change.Update) changes.get(0)).fields().getFirst().toString())
        .contains("/old")
        .contains("/a");
    assertThat(changes.get(1)).isInstanceOf(Change.Destroy.class);
  }

  @Test
  void aWebAclThatNobodyPlansStaysAndOneThatIsTakenOffWhereThereIsNoneIsNoChange() {
    existing.add(
        SampleStack.of(
            "LoadBalancer",
            new WebAclAssociationSpec("arn:acl", Token.of("arn:lb")),
            "arn:acl-of-lb"));
    assertThat(diff(SampleStack.planned().build())).isEmpty();
    existing.removeLast();
    Stack takingOff =
        SampleStack.planned()
            .add(
                "LoadBalancer",
                new WebAclAssociationSpec("", Token.loadBalancerArn("LoadBalancer")))
            .add(FrontendNlbTargetGroups.ID, new FrontendNlbTargetGroups(Map.of()))
            .build();
    assertThat(diff(takingOff)).isEmpty();
  }

  @Test
  void theExitCodeTellsNoChangeFromChangesFromErrors() {
    PlanResult planned =
        new PlanResult.Planned(PlanResult.Kind.GROUP, "shop", SampleStack.planned().build());
    PlanResult failed =
        new PlanResult.Failed(
            PlanResult.Kind.SERVICE, "shop/tcp", PlanError.of("unknown scheme: x"));
    Map<StackKey, ObservedStack> observed =
        Map.of(new StackKey(PlanResult.Kind.GROUP, "shop"), new ObservedStack("shop", existing));

    assertThat(StackChange.exitCode(StackChange.of(List.of(planned), observed))).isZero();
    assertThat(StackChange.exitCode(StackChange.of(List.of(planned), Map.of()))).isEqualTo(2);
    assertThat(StackChange.exitCode(StackChange.of(List.of(planned, failed), observed)))
        .isEqualTo(1);
  }

  @Test
  void aStackThatNothingAsksForAnyMoreIsDestroyed() {
    List<StackChange> changes = StackChange.of(List.of(), observed());

    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().isAbandoned()).isTrue();
    assertThat(changes.getFirst().changes()).hasSize(5).allMatch(Change.Destroy.class::isInstance);
    assertThat(StackChange.exitCode(changes)).isEqualTo(2);
    assertThat(ChangeText.render(changes, TextStyle.PLAIN))
        .startsWith(
            "Ingress group shop\n  nothing in the cluster asks for it any more\n  - destroy ")
        .endsWith("Plan: 0 to create, 0 to update, 0 to replace, 5 to destroy.\n");
  }

  @Test
  void theStackOfAnIngressThatCannotBeReadIsLeftAlone() {
    PlanResult unreadable =
        new PlanResult.Failed(PlanResult.Kind.INGRESS, "shop", PlanError.of("no such class"));

    List<StackChange> changes = StackChange.of(List.of(unreadable), observed());

    assertThat(changes).hasSize(1).allMatch(change -> change.changes().isEmpty());
    assertThat(StackChange.exitCode(changes)).isEqualTo(1);
  }

  private Map<StackKey, ObservedStack> observed() {
    return Map.of(new StackKey(PlanResult.Kind.GROUP, "shop"), new ObservedStack("shop", existing));
  }

  @Test
  void theTextNamesEveryChangeAndCountsThem() {
    replace(
        "LoadBalancer",
        new ObservedStack.Resource(
            "LoadBalancer",
            SampleStack.loadBalancer("internet-facing", Map.of(), Map.of("team", "web")),
            "arn:lb",
            "old.example"));
    replace("tg", SampleStack.of("tg", SampleStack.targetGroup("/", "ip"), "arn:tg"));
    PlanResult planned =
        new PlanResult.Planned(PlanResult.Kind.GROUP, "shop", SampleStack.planned().build());
    String text =
        ChangeText.render(
            StackChange.of(
                List.of(planned),
                Map.of(
                    new StackKey(PlanResult.Kind.GROUP, "shop"),
                    new ObservedStack("shop", existing))),
            TextStyle.PLAIN);
    assertThat(text)
        .startsWith(
            """
            Ingress group shop
              -/+ replace LoadBalancer k8s-shop-0123456789
                  because scheme cannot be changed on a load balancer
                  its DNS name changes: old.example stops working
            """)
        .contains("      scheme: internet-facing -> internal\n")
        .contains(
            "  ~ update TargetGroup k8s-shop-web-0123456789\n      healthCheckConfig.path: / -> /healthz\n")
        .endsWith("Plan: 0 to create, 1 to update, 4 to replace, 0 to destroy.\n");
  }

  private void replace(String id, ObservedStack.Resource resource) {
    existing.replaceAll(one -> one.id().equals(id) ? resource : one);
  }

  private List<Change> diff(Stack desired) {
    return StackDiff.between(desired, new ObservedStack("shop", new ArrayList<>(existing)));
  }
}
