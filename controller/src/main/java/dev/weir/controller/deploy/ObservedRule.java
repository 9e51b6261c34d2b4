package dev.weir.controller.deploy;

import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform;

/// A listener rule that the API shows; never the default rule.
record ObservedRule(
    String arn,
    int priority,
    List<Action> actions,
    List<RuleCondition> conditions,
    List<RuleTransform> transforms) {
  ObservedRule {
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
    transforms = List.copyOf(transforms);
  }

  static ObservedRule of(Rule rule) {
    return new ObservedRule(
        rule.ruleArn(),
        Integer.parseInt(rule.priority()),
        rule.actions(),
        rule.conditions(),
        rule.transforms());
  }

  ObservedRule withPriority(int newPriority) {
    return new ObservedRule(arn, newPriority, actions, conditions, transforms);
  }
}
