package dev.weir.controller.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

class RulePlanTest {
  @Test
  void aRuleInFrontOfTheOthersMovesThemInOneCallAndIsThenCreated() {
    RulePlan plan =
        RulePlan.of(
            List.of(desired(1, "new"), desired(2, "a"), desired(3, "b")),
            List.of(observed(1, "a"), observed(2, "b")));

    assertThat(plan.moved())
        .extracting(match -> match.observed().arn())
        .containsExactly("arn:a:1", "arn:b:2");
    assertThat(plan.created()).extracting(DesiredRule::priority).containsExactly(1);
    assertThat(plan.modified()).isEmpty();
    assertThat(plan.deleted()).isEmpty();
  }

  @Test
  void aRuleThatOnlyChangesIsModifiedInPlace() {
    RulePlan plan = RulePlan.of(List.of(desired(1, "new")), List.of(observed(1, "old")));

    assertThat(plan.modified()).singleElement();
    assertThat(plan.created()).isEmpty();
    assertThat(plan.deleted()).isEmpty();
  }

  @Test
  void doomedRulesArePushedToTheEndInTheirOrderWhenOthersMove() {
    RulePlan plan =
        RulePlan.of(
            List.of(desired(1, "keep")),
            List.of(observed(1, "x"), observed(2, "y"), observed(3, "keep")));

    assertThat(plan.parked()).extracting(ObservedRule::arn).containsExactly("arn:y:2", "arn:x:1");
    assertThat(plan.parked()).extracting(ObservedRule::priority).containsExactly(50_000, 49_999);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatThePlanLeavesIsWhatWasDesiredWithoutAPriorityEverBeingTakenTwice(long seed) {
    Random random = new Random(seed);
    List<DesiredRule> before = rules(random);
    List<DesiredRule> after = rules(random);
    List<ObservedRule> listener =
        before.stream().map(rule -> observed(rule.priority(), rule.resourceId())).toList();

    Map<Integer, ObservedRule> result = apply(RulePlan.of(after, listener), listener);

    assertThat(result.keySet())
        .containsExactlyElementsOf(after.stream().map(DesiredRule::priority).sorted().toList());
    after.forEach(rule -> assertThat(rule.sameSettings(result.get(rule.priority()))).isTrue());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsToDoForWhatIsThere(long seed) {
    List<DesiredRule> rules = rules(new Random(seed));
    List<ObservedRule> listener =
        rules.stream().map(rule -> observed(rule.priority(), rule.resourceId())).toList();

    RulePlan plan = RulePlan.of(rules, listener);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.unchanged()).hasSameSizeAs(rules);
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  /// Does what the API does with the plan's calls, and fails where the API would.
  private static Map<Integer, ObservedRule> apply(RulePlan plan, List<ObservedRule> listener) {
    Map<String, Integer> priorities = new HashMap<>();
    listener.forEach(rule -> priorities.put(rule.arn(), rule.priority()));
    plan.parked().forEach(rule -> priorities.put(rule.arn(), rule.priority()));
    plan.moved()
        .forEach(match -> priorities.put(match.observed().arn(), match.desired().priority()));
    assertThat(priorities.values()).doesNotHaveDuplicates();
    Map<String, ObservedRule> rules = new HashMap<>();
    listener.forEach(rule -> rules.put(rule.arn(), rule.withPriority(priorities.get(rule.arn()))));
    for (RulePlan.Match match : plan.modified()) {
      rules.put(
          match.observed().arn(),
          as(match.desired(), match.observed().arn(), priorities.get(match.observed().arn())));
    }
    for (DesiredRule rule : plan.created()) {
      assertThat(rules.values()).extracting(ObservedRule::priority).doesNotContain(rule.priority());
      rules.put(
          "created:" + rule.priority(), as(rule, "created:" + rule.priority(), rule.priority()));
    }
    plan.deleted().forEach(rule -> assertThat(rules.remove(rule.arn())).isNotNull());
    Map<Integer, ObservedRule> byPriority = new TreeMap<>();
    rules.values().forEach(rule -> byPriority.put(rule.priority(), rule));
    return byPriority;
  }

  private static List<DesiredRule> rules(Random random) {
    List<DesiredRule> rules = new ArrayList<>();
    int count = random.nextInt(12);
    for (int priority = 1; priority <= count; priority++) {
      rules.add(desired(priority, "content" + random.nextInt(8)));
    }
    return rules;
  }

  private static ObservedRule as(DesiredRule rule, String arn, int priority) {
    return new ObservedRule(arn, priority, rule.actions(), rule.conditions(), rule.transforms());
  }

  private static DesiredRule desired(int priority, String content) {
    return new DesiredRule(
        content, priority, actions(content), conditions(content), List.of(), Map.of());
  }

  private static ObservedRule observed(int priority, String content) {
    return new ObservedRule(
        "arn:" + content + ":" + priority,
        priority,
        actions(content),
        conditions(content),
        List.of());
  }

  private static List<Action> actions(String content) {
    return List.of(
        Action.builder()
            .type(ActionTypeEnum.FIXED_RESPONSE)
            .order(1)
            .fixedResponseConfig(response -> response.statusCode("200").messageBody(content))
            .build());
  }

  private static List<RuleCondition> conditions(String content) {
    return List.of(
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(path -> path.values("/" + content))
            .build());
  }
}
