package dev.weir.proxy.engine;

import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.routing.RouteDecision;
import org.jspecify.annotations.Nullable;

/// What one rule does, ready to run.
///
/// @param selector set when the routing action is a forward
/// @param fixed set when it is a fixed response; neither set means a redirect
/// @param executed the access log's list of actions
record CompiledAction(
    RouteDecision decision,
    @Nullable RuleAction authentication,
    @Nullable ForwardSelector selector,
    @Nullable GeneratedResponse fixed,
    String executed) {}
