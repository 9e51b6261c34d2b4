package dev.weir.planner.name;

/// The name of the security group that all load balancers of a cluster share to reach their
/// targets.
public final class BackendSecurityGroupName {

  private BackendSecurityGroupName() {}

  /// `k8s-traffic-<cluster>-<hash>`.
  public static String of(String clusterName) {
    return "k8s-traffic-" + NameHash.part(232, clusterName) + "-" + NameHash.of(10, clusterName);
  }
}
