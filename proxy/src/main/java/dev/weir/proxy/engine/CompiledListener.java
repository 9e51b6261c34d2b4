package dev.weir.proxy.engine;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.Authenticator;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelectors;
import dev.weir.proxy.tls.MutualTls;
import dev.weir.proxy.tls.TargetTls;
import dev.weir.proxy.tls.TlsTable;
import dev.weir.routing.RouteDecision;
import dev.weir.routing.RouteTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listener of one snapshot, ready to serve. Immutable.
final class CompiledListener {
  final LoadBalancer loadBalancer;
  final Listener listener;
  final ListenerSettings settings;
  final RouteTable routes;
  final CompiledAction[] actions;
  private final CompiledAction[] authenticating;

  /// Null unless the listener is secure and its certificates can be served.
  final @Nullable TlsTable tls;

  final MutualTls mutual;
  final TargetTls targetTls;

  /// Null when the load balancer is in no zone.
  final @Nullable NodeZones zones;

  /// Whether the listener is gone from the newest snapshot: what is open is served to its end.
  final boolean draining;

  private CompiledListener(
      LoadBalancer loadBalancer,
      Listener listener,
      ListenerSettings settings,
      RouteTable routes,
      CompiledAction[] actions,
      @Nullable TlsTable tls,
      MutualTls mutual,
      TargetTls targetTls,
      @Nullable NodeZones zones,
      boolean draining) {
    this.loadBalancer = loadBalancer;
    this.listener = listener;
    this.settings = settings;
    this.routes = routes;
    this.actions = actions;
    authenticating =
        Arrays.stream(actions)
            .filter(action -> action.authentication() != null)
            .toArray(CompiledAction[]::new);
    this.tls = tls;
    this.mutual = mutual;
    this.targetTls = targetTls;
    this.zones = zones;
    this.draining = draining;
  }

  static CompiledListener compile(
      LoadBalancer loadBalancer,
      Listener listener,
      ListenerSettings settings,
      RouteTable routes,
      @Nullable TlsTable tls,
      MutualTls mutual,
      TargetTls targetTls,
      @Nullable NodeZones zones,
      TargetSelectors selectors) {
    CompiledAction[] actions =
        routes.decisions().stream()
            .map(decision -> action(decision, listener, selectors))
            .toArray(CompiledAction[]::new);
    return new CompiledListener(
        loadBalancer, listener, settings, routes, actions, tls, mutual, targetTls, zones, false);
  }

  /// The action that began the sign-in which this request ends, whatever the rules say; null for
  /// all other requests.
  @Nullable CompiledAction callback(HttpHead head, Authenticator authenticator) {
    for (CompiledAction action : authenticating) {
      RuleAction authentication = action.authentication();
      if (authentication != null && authenticator.isCallback(authentication, head)) {
        return action;
      }
    }
    return null;
  }

  CompiledListener toDraining() {
    return new CompiledListener(
        loadBalancer, listener, settings, routes, actions, tls, mutual, targetTls, zones, true);
  }

  private static CompiledAction action(
      RouteDecision decision, Listener listener, TargetSelectors selectors) {
    RuleAction routing = decision.routing();
    @Nullable ForwardSelector selector =
        routing instanceof RuleAction.Forward forward
            ? selectors.selector(forward, listener)
            : null;
    @Nullable GeneratedResponse fixed =
        routing instanceof RuleAction.FixedResponse answer ? GeneratedResponse.of(answer) : null;
    return new CompiledAction(
        decision, decision.authentication(), selector, fixed, executed(decision));
  }

  private static String executed(RouteDecision decision) {
    List<String> names = new ArrayList<>();
    if (decision.authentication() != null) {
      names.add(
          decision.authentication() instanceof RuleAction.JwtValidation
              ? "jwt-validation"
              : "authenticate");
    }
    if (!decision.transforms().isEmpty()) {
      names.add("rewrite");
    }
    names.add(decision.routing().type());
    return String.join(",", names);
  }
}
