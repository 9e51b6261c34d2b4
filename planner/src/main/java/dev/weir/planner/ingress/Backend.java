package dev.weir.planner.ingress;

import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleTransform;
import java.util.List;
import java.util.Optional;

/// A backend of an Ingress with everything that annotations say about it.
record Backend(
    BackendAction action,
    List<RuleCondition> conditions,
    List<RuleTransform> transforms,
    AuthConfig auth,
    Optional<RuleAction.JwtValidation> jwt) {
  Backend {
    conditions = List.copyOf(conditions);
    transforms = List.copyOf(transforms);
  }
}
