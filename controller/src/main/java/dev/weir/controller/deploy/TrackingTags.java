package dev.weir.controller.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tags by which the controller finds what it made.
///
/// @param prefix `ingress.k8s.aws` or `service.k8s.aws`
public record TrackingTags(String clusterName, String prefix) {
  private static final String CLUSTER = "elbv2.k8s.aws/cluster";
  private static final String LEGACY_CLUSTER = "ingress.k8s.aws/cluster";

  public static TrackingTags ingress(String clusterName) {
    return new TrackingTags(clusterName, "ingress.k8s.aws");
  }

  public static TrackingTags service(String clusterName) {
    return new TrackingTags(clusterName, "service.k8s.aws");
  }

  /// On every resource of the stack.
  public Map<String, String> ofStack(String stackId) {
    return Map.of(CLUSTER, clusterName, prefix + "/stack", stackId);
  }

  /// What version 1 of the AWS controller put on its resources.
  public Map<String, String> ofLegacyStack(String stackId) {
    return Map.of(LEGACY_CLUSTER, clusterName, prefix + "/stack", stackId);
  }

  /// On every resource of the cluster, whatever its stack.
  public Map<String, String> ofCluster() {
    return Map.of(CLUSTER, clusterName);
  }

  /// The stack of this cluster that something with these tags belongs to, if any.
  public Optional<String> stackOf(Map<String, String> tags) {
    boolean isOurs =
        clusterName.equals(tags.get(CLUSTER)) || clusterName.equals(tags.get(LEGACY_CLUSTER));
    return isOurs ? Optional.ofNullable(tags.get(prefix + "/stack")) : Optional.empty();
  }

  /// The stack that a TargetGroupBinding with these labels belongs to, if any.
  public Optional<String> stackOfLabels(Map<String, String> labels) {
    String namespace = labels.get(prefix + "/stack-namespace");
    String name = labels.get(prefix + "/stack-name");
    return namespace == null || name == null
        ? Optional.ofNullable(labels.get(prefix + "/stack"))
        : Optional.of(namespace + "/" + name);
  }

  /// The tags of one resource: these over those of the specification.
  public Map<String, String> on(String stackId, String resourceId, Map<String, String> specTags) {
    Map<String, String> tags = new LinkedHashMap<>(specTags);
    tags.putAll(ofStack(stackId));
    tags.put(resourceKey(), resourceId);
    return tags;
  }

  /// The key whose value tells which resource of the stack this is.
  public String resourceKey() {
    return prefix + "/resource";
  }

  /// Labels of TargetGroupBinding objects.
  public Map<String, String> labels(String stackId) {
    int slash = stackId.indexOf('/');
    return slash < 0
        ? Map.of(prefix + "/stack", stackId)
        : Map.of(
            prefix + "/stack-namespace",
            stackId.substring(0, slash),
            prefix + "/stack-name",
            stackId.substring(slash + 1));
  }

  /// Keys that version 1 left behind; they are never removed.
  Set<String> legacyKeys() {
    return Set.of(
        "kubernetes.io/cluster/" + clusterName,
        "kubernetes.io/cluster-name",
        "kubernetes.io/namespace",
        "kubernetes.io/ingress-name",
        "kubernetes.io/service-name",
        "kubernetes.io/service-port",
        LEGACY_CLUSTER);
  }
}
