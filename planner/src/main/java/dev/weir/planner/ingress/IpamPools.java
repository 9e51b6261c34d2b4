package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import java.util.List;
import java.util.Optional;

/// The IPAM pool of the load balancer: that of the first member's class, else the one that the
/// annotations agree on.
final class IpamPools {

  private IpamPools() {}

  static Optional<String> of(List<ClassifiedIngress> members) {
    var imposed = members.getFirst().params().spec().ipamConfiguration();
    if (imposed != null && imposed.ipv4IpamPoolId() != null) {
      return Optional.of(imposed.ipv4IpamPoolId());
    }
    String chosen = null;
    for (ClassifiedIngress member : members) {
      String pool =
          member.annotations().string(LoadBalancerAnnotations.IPAM_IPV4_POOL_ID).orElse(null);
      if (pool == null) {
        continue;
      }
      if (chosen != null && !chosen.equals(pool)) {
        throw PlanError.of("conflicting ipv4 ipam pools " + chosen + ": " + pool);
      }
      chosen = pool;
    }
    return Optional.ofNullable(chosen);
  }
}
