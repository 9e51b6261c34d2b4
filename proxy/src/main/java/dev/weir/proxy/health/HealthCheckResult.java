package dev.weir.proxy.health;

import dev.weir.elb.LoadBalancer;
import dev.weir.elb.TargetGroup;
import java.time.Instant;
import java.util.List;

/// One health check of one target, as the health check log tells it.
///
/// @param loadBalancers those that send requests to the group
/// @param target `address:port` that was asked
/// @param at when the check was over
/// @param nanos how long it took
public record HealthCheckResult(
    List<LoadBalancer> loadBalancers,
    TargetGroup group,
    String target,
    Instant at,
    long nanos,
    ProbeOutcome outcome) {
  public HealthCheckResult {
    loadBalancers = List.copyOf(loadBalancers);
  }
}
