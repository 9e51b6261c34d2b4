package dev.weir.store;

import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import java.util.List;

/// What a load balancer is created from; see {@link LoadBalancer} for the fields.
public record NewLoadBalancer(
    String name,
    LoadBalancerType type,
    String scheme,
    String ipAddressType,
    String vpcId,
    List<LoadBalancer.Zone> zones,
    List<String> securityGroups,
    LoadBalancer.Settings settings) {
  public NewLoadBalancer {
    zones = List.copyOf(zones);
    securityGroups = List.copyOf(securityGroups);
  }

  /// Whether creating it again would lead to this load balancer.
  boolean describes(LoadBalancer existing) {
    return existing.type() == type
        && existing.scheme().equals(scheme)
        && existing.ipAddressType().equals(ipAddressType)
        && existing.vpcId().equals(vpcId)
        && subnets(existing.zones()).equals(subnets(zones))
        && List.copyOf(new java.util.TreeSet<>(existing.securityGroups()))
            .equals(List.copyOf(new java.util.TreeSet<>(securityGroups)));
  }

  private static List<String> subnets(List<LoadBalancer.Zone> zones) {
    return zones.stream().map(LoadBalancer.Zone::subnetId).sorted().toList();
  }
}
