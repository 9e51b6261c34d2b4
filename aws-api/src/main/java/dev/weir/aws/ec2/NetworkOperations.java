package dev.weir.aws.ec2;

import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.world.AvailabilityZone;
import dev.weir.store.world.InternetGateway;
import dev.weir.store.world.RouteTable;
import dev.weir.store.world.Subnet;
import dev.weir.store.world.Vpc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeCoipPoolsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeCoipPoolsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.GetCoipPoolUsageRequest;
import software.amazon.awssdk.services.ec2.model.GetCoipPoolUsageResponse;

/// Describes VPCs, subnets, route tables, internet gateways and zones.
final class NetworkOperations {
  private final ElbStore store;

  NetworkOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeVpcs", DescribeVpcsRequest.class, DescribeVpcsRequest::builder, this::vpcs),
        Operation.of(
            "DescribeSubnets",
            DescribeSubnetsRequest.class,
            DescribeSubnetsRequest::builder,
            this::subnets),
        Operation.of(
            "DescribeRouteTables",
            DescribeRouteTablesRequest.class,
            DescribeRouteTablesRequest::builder,
            this::routeTables),
        Operation.of(
            "DescribeInternetGateways",
            DescribeInternetGatewaysRequest.class,
            DescribeInternetGatewaysRequest::builder,
            this::internetGateways),
        Operation.of(
            "DescribeAvailabilityZones",
            DescribeAvailabilityZonesRequest.class,
            DescribeAvailabilityZonesRequest::builder,
            this::zones),
        Operation.of(
            "DescribeAccountAttributes",
            DescribeAccountAttributesRequest.class,
            DescribeAccountAttributesRequest::builder,
            this::accountAttributes),
        Operation.of(
            "DescribeCoipPools",
            DescribeCoipPoolsRequest.class,
            DescribeCoipPoolsRequest::builder,
            this::coipPools),
        Operation.of(
            "GetCoipPoolUsage",
            GetCoipPoolUsageRequest.class,
            GetCoipPoolUsageRequest::builder,
            this::coipPoolUsage));
  }

  private DescribeVpcsResponse vpcs(OperationContext context, DescribeVpcsRequest request) {
    StateView state = store.state();
    Filters<Vpc> filters =
        new Filters<>(
            state,
            Vpc::vpcId,
            Map.of(
                "vpc-id", Filters.single(Vpc::vpcId),
                "cidr", Filters.single(Vpc::cidrBlock),
                "cidr-block-association.cidr-block", Filters.single(Vpc::cidrBlock),
                "state", vpc -> List.of("available"),
                "owner-id", vpc -> List.of(store.config().account()),
                "is-default", vpc -> List.of(Boolean.toString(vpc.isDefault())),
                "isDefault", vpc -> List.of(Boolean.toString(vpc.isDefault()))));
    Collection<Vpc> named =
        Found.byIds(state, Tables.VPCS, request.vpcIds(), "InvalidVpcID.NotFound", "vpc ID");
    Tokens<Vpc> page =
        Tokens.of(
            filters.apply(named, request.filters()), request.nextToken(), request.maxResults());
    return DescribeVpcsResponse.builder()
        .vpcs(
            page.items().stream()
                .map(vpc -> NetworkWriter.vpc(state, store.config().account(), vpc))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private DescribeSubnetsResponse subnets(
      OperationContext context, DescribeSubnetsRequest request) {
    StateView state = store.state();
    Filters<Subnet> filters =
        new Filters<>(
            state,
            Subnet::subnetId,
            Map.of(
                "subnet-id", Filters.single(Subnet::subnetId),
                "vpc-id", Filters.single(Subnet::vpcId),
                "availability-zone", Filters.single(Subnet::availabilityZone),
                "availabilityZone", Filters.single(Subnet::availabilityZone),
                "availability-zone-id", Filters.single(Subnet::availabilityZoneId),
                "cidr-block", Filters.single(Subnet::cidrBlock),
                "state", subnet -> List.of("available"),
                "owner-id", subnet -> List.of(store.config().account()),
                "default-for-az", subnet -> List.of("false"),
                "map-public-ip-on-launch", subnet -> List.of(Boolean.toString(subnet.isPublic()))));
    Collection<Subnet> named =
        Found.byIds(
            state, Tables.SUBNETS, request.subnetIds(), "InvalidSubnetID.NotFound", "subnet ID");
    Tokens<Subnet> page =
        Tokens.of(
            filters.apply(named, request.filters()), request.nextToken(), request.maxResults());
    return DescribeSubnetsResponse.builder()
        .subnets(
            page.items().stream()
                .map(subnet -> NetworkWriter.subnet(state, store.config(), subnet))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private DescribeRouteTablesResponse routeTables(
      OperationContext context, DescribeRouteTablesRequest request) {
    StateView state = store.state();
    Filters<RouteTable> filters =
        new Filters<>(
            state,
            RouteTable::routeTableId,
            Map.of(
                "route-table-id", Filters.single(RouteTable::routeTableId),
                "vpc-id", Filters.single(RouteTable::vpcId),
                "association.subnet-id", table -> List.copyOf(table.subnets()),
                "association.main", table -> List.of(Boolean.toString(table.main())),
                "route.gateway-id",
                    table -> table.routes().stream().map(RouteTable.Route::gatewayId).toList()));
    Collection<RouteTable> named =
        Found.byIds(
            state,
            Tables.ROUTE_TABLES,
            request.routeTableIds(),
            "InvalidRouteTableID.NotFound",
            "routeTable ID");
    Tokens<RouteTable> page =
        Tokens.of(
            filters.apply(named, request.filters()), request.nextToken(), request.maxResults());
    return DescribeRouteTablesResponse.builder()
        .routeTables(
            page.items().stream()
                .map(table -> NetworkWriter.routeTable(state, store.config().account(), table))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private DescribeInternetGatewaysResponse internetGateways(
      OperationContext context, DescribeInternetGatewaysRequest request) {
    StateView state = store.state();
    Filters<InternetGateway> filters =
        new Filters<>(
            state,
            InternetGateway::internetGatewayId,
            Map.of(
                "internet-gateway-id", Filters.single(InternetGateway::internetGatewayId),
                "attachment.vpc-id", Filters.single(InternetGateway::vpcId),
                "attachment.state", gateway -> List.of("available")));
    Collection<InternetGateway> named =
        Found.byIds(
            state,
            Tables.INTERNET_GATEWAYS,
            request.internetGatewayIds(),
            "InvalidInternetGatewayID.NotFound",
            "internetGateway ID");
    Tokens<InternetGateway> page =
        Tokens.of(
            filters.apply(named, request.filters()), request.nextToken(), request.maxResults());
    return DescribeInternetGatewaysResponse.builder()
        .internetGateways(
            page.items().stream()
                .map(gateway -> NetworkWriter.gateway(state, store.config().account(), gateway))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private DescribeAvailabilityZonesResponse zones(
      OperationContext context, DescribeAvailabilityZonesRequest request) {
    StateView state = store.state();
    Filters<AvailabilityZone> filters =
        new Filters<>(
            state,
            AvailabilityZone::zoneName,
            Map.of(
                "zone-name",
                Filters.single(AvailabilityZone::zoneName),
                "zone-id",
                Filters.single(AvailabilityZone::zoneId),
                "region-name",
                Filters.single(AvailabilityZone::region),
                "zone-type",
                zone -> List.of("availability-zone"),
                "opt-in-status",
                zone -> List.of("opt-in-not-required"),
                "state",
                zone -> List.of("available")));
    List<AvailabilityZone> named = new ArrayList<>();
    for (AvailabilityZone zone : state.all(Tables.AVAILABILITY_ZONES).values()) {
      boolean byName =
          request.zoneNames().isEmpty() || request.zoneNames().contains(zone.zoneName());
      boolean byId = request.zoneIds().isEmpty() || request.zoneIds().contains(zone.zoneId());
      if (byName && byId) {
        named.add(zone);
      }
    }
    if (named.isEmpty() && !(request.zoneNames().isEmpty() && request.zoneIds().isEmpty())) {
      throw new dev.weir.aws.wire.AwsException(
          "InvalidParameterValue",
          "Invalid availability zone: [" + request.zoneNames() + request.zoneIds() + "]");
    }
    return DescribeAvailabilityZonesResponse.builder()
        .availabilityZones(
            filters.apply(named, request.filters()).stream().map(NetworkWriter::zone).toList())
        .build();
  }

  private DescribeAccountAttributesResponse accountAttributes(
      OperationContext context, DescribeAccountAttributesRequest request) {
    Map<String, String> values =
        Map.of("supported-platforms", "VPC", "default-vpc", defaultVpc(), "max-instances", "20");
    return DescribeAccountAttributesResponse.builder()
        .accountAttributes(
            values.entrySet().stream()
                .filter(each ->
                    request.attributeNamesAsStrings().isEmpty()
                        || request.attributeNamesAsStrings().contains(each.getKey()))
                .map(each -> NetworkWriter.attribute(each.getKey(), each.getValue()))
                .toList())
        .build();
  }

  private String defaultVpc() {
    return store.state().all(Tables.VPCS).values().stream()
        .filter(Vpc::isDefault)
        .map(Vpc::vpcId)
        .findFirst()
        .orElse("none");
  }

  /// Outposts have such pools; there are none here.
  private DescribeCoipPoolsResponse coipPools(
      OperationContext context, DescribeCoipPoolsRequest request) {
    request.poolIds().forEach(NetworkOperations::refusePool);
    return DescribeCoipPoolsResponse.builder().coipPools(List.of()).build();
  }

  private GetCoipPoolUsageResponse coipPoolUsage(
      OperationContext context, GetCoipPoolUsageRequest request) {
    refusePool(request.poolId());
    return GetCoipPoolUsageResponse.builder().build();
  }

  private static void refusePool(String pool) {
    throw new dev.weir.aws.wire.AwsException(
        "InvalidPoolID.NotFound", "The pool ID '" + pool + "' does not exist");
  }
}
