package dev.weir.controller.environment;

import dev.weir.planner.Subnet;
import dev.weir.planner.Vpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Reads subnets, with the kind of their zone and whether they reach the internet, and security
/// groups.
record VpcReader(Ec2Client ec2, String vpcId) {
  List<Subnet> subnets() {
    var sdkSubnets = ec2.describeSubnetsPaginator(r -> r.filters(inVpc())).subnets();
    Set<String> publicSubnets = new HashSet<>();
    RouteTables routes = routes();
    Map<String, Subnet.Zone.Type> zones = zones();
    List<Subnet> subnets = new ArrayList<>();
    for (var subnet : sdkSubnets) {
      if (routes.isPublic(subnet.subnetId())) {
        publicSubnets.add(subnet.subnetId());
      }
      subnets.add(
          new Subnet(
              subnet.subnetId(),
              new Subnet.Zone(
                  subnet.availabilityZone(),
                  zones.getOrDefault(subnet.availabilityZone(), Subnet.Zone.Type.AVAILABILITY_ZONE),
                  subnet.outpostArn()),
              subnet.vpcId(),
              subnet.cidrBlock(),
              ipv6(subnet),
              Optional.ofNullable(subnet.availableIpAddressCount()).orElse(0),
              tags(subnet.tags()),
              publicSubnets.contains(subnet.subnetId())));
    }
    return subnets;
  }

  List<Vpc.SecurityGroup> securityGroups() {
    return ec2.describeSecurityGroupsPaginator(r -> r.filters(inVpc())).securityGroups().stream()
        .map(group -> new Vpc.SecurityGroup(group.groupId(), tags(group.tags())))
        .toList();
  }

  /// Which subnets have a route to an internet gateway; one without a table of its own uses the
  /// main one.
  private record RouteTables(Map<String, Boolean> bySubnet, boolean mainIsPublic) {
    boolean isPublic(String subnetId) {
      return bySubnet.getOrDefault(subnetId, mainIsPublic);
    }
  }

  private RouteTables routes() {
    Map<String, Boolean> bySubnet = new HashMap<>();
    boolean mainIsPublic = false;
    for (RouteTable table :
        ec2.describeRouteTablesPaginator(r -> r.filters(inVpc())).routeTables()) {
      boolean isPublic =
          table.routes().stream()
              .anyMatch(route -> route.gatewayId() != null && route.gatewayId().startsWith("igw"));
      for (var association : table.associations()) {
        if (Boolean.TRUE.equals(association.main())) {
          mainIsPublic = isPublic;
        } else if (association.subnetId() != null) {
          bySubnet.put(association.subnetId(), isPublic);
        }
      }
    }
    return new RouteTables(bySubnet, mainIsPublic);
  }

  private Map<String, Subnet.Zone.Type> zones() {
    Map<String, Subnet.Zone.Type> types = new HashMap<>();
    for (AvailabilityZone zone :
        ec2.describeAvailabilityZones(r -> r.allAvailabilityZones(true)).availabilityZones()) {
      for (Subnet.Zone.Type type : Subnet.Zone.Type.values()) {
        if (type.key().equals(zone.zoneType())) {
          types.put(zone.zoneName(), type);
        }
      }
    }
    return types;
  }

  private Filter inVpc() {
    return Filter.builder().name("vpc-id").values(vpcId).build();
  }

  private static @org.jspecify.annotations.Nullable String ipv6(
      software.amazon.awssdk.services.ec2.model.Subnet subnet) {
    return subnet.ipv6CidrBlockAssociationSet().stream()
        .filter(
            association -> "associated".equals(association.ipv6CidrBlockState().stateAsString()))
        .map(association -> association.ipv6CidrBlock())
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> plain = new HashMap<>();
    tags.forEach(tag -> plain.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")));
    return plain;
  }
}
