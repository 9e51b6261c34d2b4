package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerState;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/// When load balancers become active.
final class Provisioning {
  private Provisioning() {}

  /// Whether the load balancer is there and not active yet.
  static boolean waits(StoreState state, Arn loadBalancer) {
    return state
        .find(Tables.LOAD_BALANCERS, loadBalancer.value())
        .filter(found -> found.state() != LoadBalancerState.ACTIVE)
        .isPresent();
  }

  /// Those of the bound load balancers that may become active now.
  static Set<Arn> ready(StoreState state, StoreConfig config, Set<Arn> bound) {
    Instant now = config.clock().instant();
    return bound.stream()
        .filter(arn -> waits(state, arn))
        .filter(arn -> !now.isBefore(createdTime(state, arn).plus(config.provisioningDelay())))
        .collect(Collectors.toSet());
  }

  private static Instant createdTime(StoreState state, Arn loadBalancer) {
    return state
        .find(Tables.LOAD_BALANCERS, loadBalancer.value())
        .map(LoadBalancer::createdTime)
        .orElse(Instant.MAX);
  }
}
