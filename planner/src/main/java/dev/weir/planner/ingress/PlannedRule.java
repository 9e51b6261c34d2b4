package dev.weir.planner.ingress;

import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleTransform;
import java.util.List;
import java.util.Map;

/// A rule that has no priority yet.
record PlannedRule(
    List<RuleCondition> conditions,
    List<RuleAction> actions,
    List<RuleTransform> transforms,
    Map<String, String> tags) {
  PlannedRule {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    transforms = List.copyOf(transforms);
    tags = Map.copyOf(tags);
  }
}
