package dev.weir.controller.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform;

/// A listener rule as it should be, in the API's terms with every reference resolved.
///
/// @param resourceId of the stack, `<port>:<priority>`
record DesiredRule(
    String resourceId,
    int priority,
    List<Action> actions,
    List<RuleCondition> conditions,
    List<RuleTransform> transforms,
    Map<String, String> tags) {
  DesiredRule {
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
    transforms = List.copyOf(transforms);
    tags = Map.copyOf(tags);
  }

  boolean sameSettings(ObservedRule observed) {
    return RuleEquality.actions(actions, observed.actions())
        && RuleEquality.conditions(conditions, observed.conditions())
        && RuleEquality.transforms(transforms, observed.transforms());
  }
}
