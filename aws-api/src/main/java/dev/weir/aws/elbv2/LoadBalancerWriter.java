package dev.weir.aws.elbv2;

import dev.weir.elb.LoadBalancer.Zone;
import dev.weir.elb.LoadBalancerType;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpamPools;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;

/// A load balancer as the API tells it.
final class LoadBalancerWriter {
  private LoadBalancerWriter() {}

  static LoadBalancer write(dev.weir.elb.LoadBalancer loadBalancer) {
    var settings = loadBalancer.settings();
    LoadBalancer.Builder written =
        LoadBalancer.builder()
            .loadBalancerArn(loadBalancer.arn().value())
            .loadBalancerName(loadBalancer.name())
            .dnsName(loadBalancer.dnsName())
            .canonicalHostedZoneId(loadBalancer.canonicalHostedZoneId())
            .createdTime(loadBalancer.createdTime())
            .scheme(loadBalancer.scheme())
            .vpcId(loadBalancer.vpcId())
            .state(LoadBalancerState.builder().code(loadBalancer.state().wire()).build())
            .type(loadBalancer.type().wire())
            .availabilityZones(zones(loadBalancer))
            .ipAddressType(loadBalancer.ipAddressType())
            .customerOwnedIpv4Pool(settings.customerOwnedIpv4Pool().orElse(null))
            .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(
                settings.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic().orElse(null))
            .enablePrefixForIpv6SourceNat(settings.enablePrefixForIpv6SourceNat().orElse(null));
    settings
        .ipv4IpamPoolId()
        .ifPresent(pool -> written.ipamPools(IpamPools.builder().ipv4IpamPoolId(pool).build()));
    if (!loadBalancer.securityGroups().isEmpty()) {
      written.securityGroups(loadBalancer.securityGroups());
    }
    return written.build();
  }

  static List<AvailabilityZone> zones(dev.weir.elb.LoadBalancer loadBalancer) {
    return loadBalancer.zones().stream().map(zone -> zone(loadBalancer.type(), zone)).toList();
  }

  private static AvailabilityZone zone(LoadBalancerType type, Zone zone) {
    AvailabilityZone.Builder written =
        AvailabilityZone.builder()
            .zoneName(zone.zoneName())
            .subnetId(zone.subnetId())
            .loadBalancerAddresses(List.of());
    boolean hasAddress =
        zone.allocationId() != null
            || zone.privateIpv4Address() != null
            || zone.ipv6Address() != null;
    if (type == LoadBalancerType.NETWORK && hasAddress) {
      written.loadBalancerAddresses(
          LoadBalancerAddress.builder()
              .allocationId(zone.allocationId())
              .privateIPv4Address(zone.privateIpv4Address())
              .iPv6Address(zone.ipv6Address())
              .build());
    }
    if (zone.sourceNatIpv6Prefix() != null) {
      written.sourceNatIpv6Prefixes(zone.sourceNatIpv6Prefix());
    }
    return written.build();
  }
}
