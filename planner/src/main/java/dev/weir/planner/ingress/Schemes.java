package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import java.util.SortedSet;

/// Whether a load balancer is internal or internet-facing.
final class Schemes {

  private Schemes() {}

  /// The scheme that members agree on, else the controller's default.
  static String of(SortedSet<String> explicit, Environment environment) {
    if (explicit.isEmpty()) {
      return environment.flags().defaultLoadBalancerScheme();
    }
    if (explicit.size() > 1) {
      throw PlanError.of("conflicting scheme: " + GoText.set(explicit));
    }
    String scheme = explicit.first();
    return switch (scheme) {
      case "internal", "internet-facing" -> scheme;
      default -> throw PlanError.of("unknown scheme: " + scheme);
    };
  }
}
