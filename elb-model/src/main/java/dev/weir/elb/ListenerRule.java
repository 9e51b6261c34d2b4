package dev.weir.elb;

import java.util.List;

/// A rule of a listener other than its default actions.
///
/// @param priority 1 to 50000, unique within the listener; the lowest is tried first
/// @param conditions all must hold
/// @param actions in the order in which they are done, the routing action last
public record ListenerRule(
    Arn arn,
    Arn listenerArn,
    int priority,
    List<RuleCondition> conditions,
    List<RuleAction> actions,
    List<RuleTransform> transforms) {

  public ListenerRule {
    if (priority < 1 || priority > 50_000) {
      throw new IllegalArgumentException("rule priority: " + priority + " (expected: 1 to 50000)");
    }
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    transforms = List.copyOf(transforms);
  }

  public ListenerRule withPriority(int newPriority) {
    return new ListenerRule(arn, listenerArn, newPriority, conditions, actions, transforms);
  }
}
