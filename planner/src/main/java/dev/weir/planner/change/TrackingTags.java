package dev.weir.planner.change;

import java.util.Set;

/// Tags that no plan holds: those by which the controller finds its resources, those of AWS, and
/// leftovers of the controller's first version.
final class TrackingTags {

  private static final Set<String> LEGACY =
      Set.of(
          "kubernetes.io/cluster-name",
          "kubernetes.io/namespace",
          "kubernetes.io/ingress-name",
          "kubernetes.io/service-name",
          "kubernetes.io/service-port",
          "ingress.k8s.aws/cluster");

  private TrackingTags() {}

  static boolean isForeign(String key) {
    return key.startsWith("aws:")
        || key.startsWith("elbv2.k8s.aws/")
        || key.startsWith("kubernetes.io/cluster/")
        || key.endsWith(".k8s.aws/stack")
        || key.endsWith(".k8s.aws/resource")
        || LEGACY.contains(key);
  }
}
