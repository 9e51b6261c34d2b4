package dev.weir.aws.ec2;

import dev.weir.store.StateView;
import dev.weir.store.StoreConfig;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/// Networks as the EC2 API tells them.
final class NetworkWriter {
  private NetworkWriter() {}

  static Vpc vpc(StateView state, String account, dev.weir.store.world.Vpc vpc) {
    return Vpc.builder()
        .vpcId(vpc.vpcId())
        .ownerId(account)
        .cidrBlock(vpc.cidrBlock())
        .cidrBlockAssociationSet(
            VpcCidrBlockAssociation.builder()
                .associationId(vpc.vpcId().replaceFirst("vpc-", "vpc-cidr-assoc-"))
                .cidrBlock(vpc.cidrBlock())
                .cidrBlockState(block -> block.state("associated"))
                .build())
        .dhcpOptionsId("default")
        .instanceTenancy("default")
        .isDefault(vpc.isDefault())
        .state("available")
        .tags(Ec2Tags.of(state, vpc.vpcId()))
        .build();
  }

  static Subnet subnet(StateView state, StoreConfig config, dev.weir.store.world.Subnet subnet) {
    return Subnet.builder()
        .subnetId(subnet.subnetId())
        .subnetArn(
            "arn:aws:ec2:"
                + config.region()
                + ":"
                + config.account()
                + ":subnet/"
                + subnet.subnetId())
        .ownerId(config.account())
        .vpcId(subnet.vpcId())
        .availabilityZone(subnet.availabilityZone())
        .availabilityZoneId(subnet.availabilityZoneId())
        .cidrBlock(subnet.cidrBlock())
        .availableIpAddressCount(subnet.availableIpAddressCount())
        .mapPublicIpOnLaunch(subnet.isPublic())
        .assignIpv6AddressOnCreation(false)
        .ipv6CidrBlockAssociationSet(List.of())
        .defaultForAz(false)
        .state("available")
        .tags(Ec2Tags.of(state, subnet.subnetId()))
        .build();
  }

  static RouteTable routeTable(
      StateView state, String account, dev.weir.store.world.RouteTable table) {
    List<RouteTableAssociation> associations = new ArrayList<>();
    String suffix = table.routeTableId().replaceFirst("rtb-", "");
    if (table.main()) {
      associations.add(association("rtbassoc-" + suffix, table).main(true).build());
    }
    for (String subnet : table.subnets()) {
      associations.add(
          association("rtbassoc-" + subnet.replaceFirst("subnet-", ""), table)
              .main(false)
              .subnetId(subnet)
              .build());
    }
    return RouteTable.builder()
        .routeTableId(table.routeTableId())
        .ownerId(account)
        .vpcId(table.vpcId())
        .associations(associations)
        .routes(table.routes().stream().map(NetworkWriter::route).toList())
        .tags(Ec2Tags.of(state, table.routeTableId()))
        .build();
  }

  private static RouteTableAssociation.Builder association(
      String id, dev.weir.store.world.RouteTable table) {
    return RouteTableAssociation.builder()
        .routeTableAssociationId(id)
        .routeTableId(table.routeTableId())
        .associationState(state -> state.state("associated"));
  }

  private static Route route(dev.weir.store.world.RouteTable.Route route) {
    return Route.builder()
        .destinationCidrBlock(route.destinationCidrBlock())
        .gatewayId(route.gatewayId())
        .origin(route.gatewayId().equals("local") ? "CreateRouteTable" : "CreateRoute")
        .state("active")
        .build();
  }

  static InternetGateway gateway(
      StateView state, String account, dev.weir.store.world.InternetGateway gateway) {
    return InternetGateway.builder()
        .internetGatewayId(gateway.internetGatewayId())
        .ownerId(account)
        .attachments(
            InternetGatewayAttachment.builder().vpcId(gateway.vpcId()).state("available").build())
        .tags(Ec2Tags.of(state, gateway.internetGatewayId()))
        .build();
  }

  static AvailabilityZone zone(dev.weir.store.world.AvailabilityZone zone) {
    return AvailabilityZone.builder()
        .zoneName(zone.zoneName())
        .zoneId(zone.zoneId())
        .regionName(zone.region())
        .groupName(zone.region())
        .networkBorderGroup(zone.region())
        .zoneType("availability-zone")
        .optInStatus("opt-in-not-required")
        .state("available")
        .build();
  }

  static AccountAttribute attribute(String name, String value) {
    return AccountAttribute.builder()
        .attributeName(name)
        .attributeValues(AccountAttributeValue.builder().attributeValue(value).build())
        .build();
  }
}
