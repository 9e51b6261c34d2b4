package dev.weir.planner.ingress;

import dev.weir.planner.stack.RuleAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a backend of an Ingress does with a request, before target groups are built.
sealed interface BackendAction {

  /// A redirect or fixed response, complete as it is.
  record Final(RuleAction action) implements BackendAction {}

  /// Forwards to target groups.
  record ForwardTo(List<Target> targets, RuleAction.@Nullable Stickiness stickiness)
      implements BackendAction {
    public ForwardTo {
      targets = List.copyOf(targets);
    }

    /// The port of a Service that gets all requests, if it is one Service only.
    Optional<ServicePort> onlyService() {
      return targets.size() == 1 && targets.getFirst() instanceof ServicePort only
          ? Optional.of(only)
          : Optional.empty();
    }
  }

  /// A destination and its share of the requests.
  sealed interface Target {
    @Nullable Integer weight();
  }

  /// A Service in the namespace of the Ingress, and its port as it is referred to.
  record ServicePort(String service, IntOrString port, @Nullable Integer weight)
      implements Target {}

  /// A target group that exists already.
  record ExistingTargetGroup(String arn, @Nullable Integer weight) implements Target {}

  /// A target group that exists already and is found by name.
  record NamedTargetGroup(String name, @Nullable Integer weight) implements Target {}

  /// `503 Service Unavailable` with a text.
  static BackendAction unavailable(String body) {
    return new Final(new RuleAction.FixedResponse("text/plain", body, "503"));
  }

  /// All requests to one port of one Service.
  static BackendAction toService(String service, IntOrString port) {
    return new ForwardTo(List.of(new ServicePort(service, port, null)), null);
  }
}
