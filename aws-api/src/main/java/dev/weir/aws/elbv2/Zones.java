package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.LoadBalancer.Zone;
import dev.weir.elb.LoadBalancerType;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.world.Subnet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/// The subnets that a load balancer is asked to be in.
///
/// @param vpcId the VPC that all of them are in
record Zones(String vpcId, List<Zone> zones) {

  /// @throws AwsException `SubnetNotFound`, `InvalidConfigurationRequest` for two subnets of one
  ///   zone or of different VPCs, `ValidationError` for too few
  static Zones of(
      StateView state, LoadBalancerType type, List<String> subnets, List<SubnetMapping> mappings) {
    if (!subnets.isEmpty() && !mappings.isEmpty()) {
      throw Checks.invalid("You must specify either subnets or subnet mappings");
    }
    List<Zone> zones = new ArrayList<>();
    Set<String> vpcs = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (SubnetMapping mapping : subnets.isEmpty() ? mappings : mappings(subnets)) {
      Subnet subnet = subnet(state, mapping.subnetId());
      vpcs.add(subnet.vpcId());
      if (!names.add(subnet.availabilityZone())) {
        throw new AwsException(
            "InvalidConfigurationRequest",
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
      }
      zones.add(zone(mapping, subnet));
    }
    if (zones.isEmpty() || type == LoadBalancerType.APPLICATION && zones.size() < 2) {
      throw Checks.invalid(
          "At least two subnets in two different Availability Zones must be specified");
    }
    if (vpcs.size() > 1) {
      throw new AwsException(
          "InvalidConfigurationRequest", "All subnets must belong to the same VPC");
    }
    return new Zones(vpcs.iterator().next(), zones);
  }

  private static List<SubnetMapping> mappings(List<String> subnets) {
    return subnets.stream()
        .distinct()
        .map(subnet -> SubnetMapping.builder().subnetId(subnet).build())
        .toList();
  }

  private static Subnet subnet(StateView state, String subnetId) {
    return state
        .find(Tables.SUBNETS, String.valueOf(subnetId))
        .orElseThrow(() ->
            new AwsException("SubnetNotFound", "The subnet ID '" + subnetId + "' does not exist"));
  }

  private static Zone zone(SubnetMapping mapping, Subnet subnet) {
    return new Zone(
        subnet.availabilityZone(),
        subnet.subnetId(),
        mapping.allocationId(),
        mapping.privateIPv4Address(),
        mapping.iPv6Address(),
        mapping.sourceNatIpv6Prefix());
  }
}
