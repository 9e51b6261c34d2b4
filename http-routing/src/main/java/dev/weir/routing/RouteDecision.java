package dev.weir.routing;

import dev.weir.elb.Arn;
import dev.weir.elb.RuleAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What to do with the requests of one rule; one per rule and table, never one per request.
///
/// @param index the position in the table: rules in ascending priority, the default actions last
/// @param priority 1 to 50000; 0 for the default actions, as in access logs
/// @param rule the rule, or the listener for the default actions
/// @param actions all actions in their order
/// @param authentication the action before the routing action, or null
/// @param routing a `Forward`, `Redirect` or `FixedResponse`
/// @param redirect the prepared `Location` when the routing action is a redirect, else null
/// @param transforms the changes to the request before it is forwarded
public record RouteDecision(
    int index,
    int priority,
    Arn rule,
    List<RuleAction> actions,
    @Nullable RuleAction authentication,
    RuleAction routing,
    @Nullable RedirectTemplate redirect,
    RequestTransforms transforms) {

  public RouteDecision {
    actions = List.copyOf(actions);
  }

  static RouteDecision of(
      int index, int priority, Arn rule, List<RuleAction> actions, RequestTransforms transforms) {
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("actions of " + rule + ": none (expected: at least one)");
    }
    RuleAction routing = actions.getLast();
    Optional<RuleAction> authentication =
        actions.stream().filter(RouteDecision::authenticates).findFirst();
    RedirectTemplate redirect =
        routing instanceof RuleAction.Redirect to ? RedirectTemplate.compile(to) : null;
    return new RouteDecision(
        index, priority, rule, actions, authentication.orElse(null), routing, redirect, transforms);
  }

  private static boolean authenticates(RuleAction action) {
    return switch (action) {
      case RuleAction.AuthenticateOidc _,
          RuleAction.AuthenticateCognito _,
          RuleAction.JwtValidation _ ->
          true;
      case RuleAction.Forward _, RuleAction.Redirect _, RuleAction.FixedResponse _ -> false;
    };
  }
}
