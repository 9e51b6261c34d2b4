package dev.weir.planner.plan;

import dev.weir.planner.PlanError;
import dev.weir.planner.stack.Stack;

/// The plan of one Ingress group or Service, or why there is none.
public sealed interface PlanResult {

  /// What was planned.
  Kind kind();

  /// `name` or `namespace/name`.
  String id();

  /// A plan.
  record Planned(Kind kind, String id, Stack stack) implements PlanResult {}

  /// An error; the load balancer stays as it is.
  record Failed(Kind kind, String id, PlanError error) implements PlanResult {}

  /// What a plan is for.
  enum Kind {
    /// An Ingress group.
    GROUP("group", "Ingress group"),
    /// An Ingress whose class or group cannot be read.
    INGRESS("ingress", "Ingress"),
    /// A Service of type LoadBalancer.
    SERVICE("service", "Service");

    private final String key;
    private final String title;

    Kind(String key, String title) {
      this.key = key;
      this.title = title;
    }

    public String key() {
      return key;
    }

    /// In words, such as `Ingress group`.
    public String title() {
      return title;
    }
  }
}
