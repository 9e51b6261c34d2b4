package dev.weir.planner.service;

import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import java.util.List;

/// The address blocks that may reach the load balancer.
final class SourceRanges {

  private SourceRanges() {}

  /// `spec.loadBalancerSourceRanges`, else the annotation; empty means that nobody chose.
  static List<String> chosen(ServiceContext context) {
    List<String> ranges = context.service().getSpec().getLoadBalancerSourceRanges();
    return ranges != null && !ranges.isEmpty()
        ? ranges
        : context
            .annotations()
            .stringList(ServiceLoadBalancerAnnotations.LOAD_BALANCER_SOURCE_RANGES)
            .orElse(List.of());
  }

  static boolean isIpv6(String cidr) {
    return cidr.contains(":");
  }
}
