package dev.weir.planner.ingress;

import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.Optional;

/// Security groups around a load balancer.
///
/// @param ofLoadBalancer those that it carries
/// @param source the one that targets admit; empty when the controller leaves the security groups
///   of targets alone
record LoadBalancerSecurityGroups(List<Token> ofLoadBalancer, Optional<Token> source) {
  LoadBalancerSecurityGroups {
    ofLoadBalancer = List.copyOf(ofLoadBalancer);
  }
}
