package dev.weir.planner.report;

import dev.weir.planner.name.Utf8;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Finds what AWS would refuse because of its limits, before anything is deployed.
public final class Preflight {

  /// A limit that a plan exceeds.
  ///
  /// @param object what exceeds it, such as `Ingress group shop, rule 80:3`
  /// @param subject what is counted
  /// @param advice what to do
  public record Finding(String object, String subject, int count, int limit, String advice) {
    /// One line.
    @Override
    public String toString() {
      return object + ": " + count + " " + subject + ", the limit is " + limit + ": " + advice;
    }
  }

  private final String title;
  private final Stack stack;
  private final List<Finding> findings = new ArrayList<>();

  private Preflight(String title, Stack stack) {
    this.title = title;
    this.stack = stack;
  }

  /// The findings of all plans, in their order.
  ///
  /// @param targets how many targets a binding would register; see [TargetCounts]
  public static List<Finding> check(
      List<PlanResult> results, ToIntFunction<TargetGroupBindingSpec> targets) {
    List<Finding> findings = new ArrayList<>();
    for (PlanResult result : results) {
      if (result instanceof PlanResult.Planned planned) {
        findings.addAll(new Preflight(PlanText.title(result), planned.stack()).check(targets));
      }
    }
    return findings;
  }

  private List<Finding> check(ToIntFunction<TargetGroupBindingSpec> targets) {
    stack.specs(LoadBalancerSpec.class).forEach(this::checkLoadBalancer);
    stack.specs(ListenerRuleSpec.class).forEach(this::checkRule);
    stack
        .specs(TargetGroupBindingSpec.class)
        .forEach(
            (id, spec) -> limit(Limit.TARGETS, targets.applyAsInt(spec), "target group " + id));
    stack
        .specs(TargetGroupSpec.class)
        .forEach(
            (id, spec) -> limit(Limit.NAME_LENGTH, Utf8.length(spec.name()), "target group " + id));
    stack.specs(SecurityGroupSpec.class).forEach(this::checkSecurityGroup);
    return findings;
  }

  private void checkLoadBalancer(String id, LoadBalancerSpec spec) {
    Map<String, ListenerSpec> listeners = new LoadBalancerParts(stack).listeners(id);
    String object = "load balancer " + spec.name();
    limit(Limit.NAME_LENGTH, Utf8.length(spec.name()), object);
    limit(Limit.LISTENERS, listeners.size(), object);
    List<ListenerRuleSpec> rules = new LoadBalancerParts(stack).rules(listeners.keySet());
    limit(Limit.RULES, rules.size(), object);
    limit(Limit.CERTIFICATES, certificates(listeners), object);
    Set<Object> groups = new HashSet<>();
    listeners.values().forEach(listener -> collectGroups(listener.defaultActions(), groups));
    rules.forEach(rule -> collectGroups(rule.actions(), groups));
    limit(Limit.TARGET_GROUPS, groups.size(), object);
  }

  private void checkRule(String id, ListenerRuleSpec rule) {
    String object = "rule " + id;
    limit(Limit.CONDITION_VALUES, ConditionCounts.values(rule.conditions()), object);
    limit(Limit.CONDITION_WILDCARDS, ConditionCounts.wildcards(rule.conditions()), object);
    for (RuleAction action : rule.actions()) {
      if (action instanceof RuleAction.Forward forward) {
        limit(Limit.TARGET_GROUPS_PER_ACTION, forward.targetGroups().size(), object);
      }
    }
  }

  private void checkSecurityGroup(String id, SecurityGroupSpec spec) {
    long ipv6 =
        spec.ingress().stream().mapToInt(permission -> permission.ipv6Ranges().size()).sum();
    long other = spec.ingress().size() - ipv6;
    limit(
        Limit.SECURITY_GROUP_RULES,
        (int) Math.max(ipv6, other),
        "security group " + spec.groupName());
  }

  // The default certificate of a listener is not counted, and one certificate on two listeners is.
  private static int certificates(Map<String, ListenerSpec> listeners) {
    return listeners.values().stream()
        .mapToInt(listener -> Math.max(0, listener.certificates().size() - 1))
        .sum();
  }

  private static void collectGroups(List<RuleAction> actions, Set<Object> groups) {
    for (RuleAction action : actions) {
      if (action instanceof RuleAction.Forward forward) {
        forward.targetGroups().forEach(tuple -> groups.add(tuple.targetGroupArn()));
      }
    }
  }

  private void limit(Limit limit, int count, String object) {
    if (count > limit.maximum()) {
      findings.add(
          new Finding(
              title + ", " + object, limit.subject(), count, limit.maximum(), limit.advice()));
    }
  }
}
