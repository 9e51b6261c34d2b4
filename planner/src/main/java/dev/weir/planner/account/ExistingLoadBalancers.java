package dev.weir.planner.account;

import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.Environment;
import java.util.Map;
import java.util.Optional;

/// Finds the load balancer that an earlier reconcile of the same stack made.
public final class ExistingLoadBalancers {

  private static final String CLUSTER = "elbv2.k8s.aws/cluster";
  private static final String LEGACY_CLUSTER = "ingress.k8s.aws/cluster";

  private final Environment environment;

  public ExistingLoadBalancers(Environment environment) {
    this.environment = environment;
  }

  /// The load balancer that carries the tracking tags of the stack, those of the controller's first
  /// version included.
  ///
  /// @param tagPrefix `ingress.k8s.aws` or `service.k8s.aws`
  /// @param resourceId `LoadBalancer` or `FrontendNlb`; a load balancer without the tag counts as
  ///   the former
  public Optional<ExistingLoadBalancer> find(String tagPrefix, String stackId, String resourceId) {
    return environment.account().loadBalancers().stream()
        .filter(existing -> isOfStack(existing.tags(), tagPrefix, stackId))
        .filter(existing ->
            existing
                .tags()
                .getOrDefault(tagPrefix + "/resource", "LoadBalancer")
                .equals(resourceId))
        .findFirst();
  }

  private boolean isOfStack(Map<String, String> tags, String tagPrefix, String stackId) {
    String cluster = environment.clusterName();
    return stackId.equals(tags.get(tagPrefix + "/stack"))
        && (cluster.equals(tags.get(CLUSTER)) || cluster.equals(tags.get(LEGACY_CLUSTER)));
  }
}
