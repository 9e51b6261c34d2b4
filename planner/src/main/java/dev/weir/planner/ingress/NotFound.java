package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;

/// The Kubernetes API's text for an object that is not there.
final class NotFound {

  private NotFound() {}

  /// @param resource plural name, with its API group unless it is the core group, such as
  ///   `services`
  static PlanError of(String resource, String name) {
    return PlanError.of(text(resource, name));
  }

  static String text(String resource, String name) {
    return resource + " \"" + name + "\" not found";
  }
}
