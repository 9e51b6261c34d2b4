package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/// A rule of a listener; a lower priority is evaluated first.
public record ListenerRuleSpec(
    @JsonProperty("listenerARN") Token listenerArn,
    int priority,
    List<RuleAction> actions,
    List<RuleCondition> conditions,
    List<RuleTransform> transforms,
    Map<String, String> tags)
    implements ResourceSpec {

  public ListenerRuleSpec {
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
    transforms = List.copyOf(transforms);
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.LISTENER_RULE;
  }
}
