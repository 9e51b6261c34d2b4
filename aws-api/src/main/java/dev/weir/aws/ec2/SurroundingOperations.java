package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.world.SecurityGroup;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIpamPoolsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIpamPoolsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcRequest;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupForVpc;

/// What tools ask around a load balancer: the region, a VPC's DNS settings, the groups that it may
/// use. Of elastic addresses, prefix lists, network ACLs, peerings and IPAM pools there are none.
final class SurroundingOperations {
  private final ElbStore store;

  SurroundingOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeRegions",
            DescribeRegionsRequest.class,
            DescribeRegionsRequest::builder,
            this::regions),
        Operation.of(
            "DescribeVpcAttribute",
            DescribeVpcAttributeRequest.class,
            DescribeVpcAttributeRequest::builder,
            this::vpcAttribute),
        Operation.of(
            "GetSecurityGroupsForVpc",
            GetSecurityGroupsForVpcRequest.class,
            GetSecurityGroupsForVpcRequest::builder,
            this::groups),
        Operation.of(
            "DescribeAddresses",
            DescribeAddressesRequest.class,
            DescribeAddressesRequest::builder,
            (_, _) -> DescribeAddressesResponse.builder().addresses(List.of()).build()),
        Operation.of(
            "DescribeNetworkAcls",
            DescribeNetworkAclsRequest.class,
            DescribeNetworkAclsRequest::builder,
            (_, _) -> DescribeNetworkAclsResponse.builder().networkAcls(List.of()).build()),
        Operation.of(
            "DescribePrefixLists",
            DescribePrefixListsRequest.class,
            DescribePrefixListsRequest::builder,
            (_, _) -> DescribePrefixListsResponse.builder().prefixLists(List.of()).build()),
        Operation.of(
            "DescribeManagedPrefixLists",
            DescribeManagedPrefixListsRequest.class,
            DescribeManagedPrefixListsRequest::builder,
            (_, _) -> DescribeManagedPrefixListsResponse.builder().prefixLists(List.of()).build()),
        Operation.of(
            "DescribeVpcPeeringConnections",
            DescribeVpcPeeringConnectionsRequest.class,
            DescribeVpcPeeringConnectionsRequest::builder,
            (_, _) ->
                DescribeVpcPeeringConnectionsResponse.builder()
                    .vpcPeeringConnections(List.of())
                    .build()),
        Operation.of(
            "DescribeIpamPools",
            DescribeIpamPoolsRequest.class,
            DescribeIpamPoolsRequest::builder,
            (_, _) -> DescribeIpamPoolsResponse.builder().ipamPools(List.of()).build()));
  }

  private DescribeRegionsResponse regions(
      OperationContext context, DescribeRegionsRequest request) {
    String region = store.config().region();
    return DescribeRegionsResponse.builder()
        .regions(r ->
            r.regionName(region)
                .endpoint("ec2." + region + ".amazonaws.com")
                .optInStatus("opt-in-not-required"))
        .build();
  }

  /// Both DNS settings are on, as in a default VPC.
  private DescribeVpcAttributeResponse vpcAttribute(
      OperationContext context, DescribeVpcAttributeRequest request) {
    checkVpc(store.state(), request.vpcId());
    AttributeBooleanValue on = AttributeBooleanValue.builder().value(true).build();
    AttributeBooleanValue off = AttributeBooleanValue.builder().value(false).build();
    DescribeVpcAttributeResponse.Builder written =
        DescribeVpcAttributeResponse.builder().vpcId(request.vpcId());
    switch (request.attributeAsString()) {
      case "enableDnsHostnames" -> written.enableDnsHostnames(on);
      case "enableDnsSupport" -> written.enableDnsSupport(on);
      case "enableNetworkAddressUsageMetrics" -> written.enableNetworkAddressUsageMetrics(off);
      case null, default ->
          throw new AwsException(
              "InvalidParameterValue",
              "Value ("
                  + request.attributeAsString()
                  + ") for parameter attribute is invalid. Unknown attribute.");
    }
    return written.build();
  }

  private static void checkVpc(StateView state, String vpcId) {
    if (state.find(Tables.VPCS, vpcId).isEmpty()) {
      throw new AwsException("InvalidVpcID.NotFound", "The vpc ID '" + vpcId + "' does not exist");
    }
  }

  private GetSecurityGroupsForVpcResponse groups(
      OperationContext context, GetSecurityGroupsForVpcRequest request) {
    StateView state = store.state();
    checkVpc(state, request.vpcId());
    Filters<SecurityGroup> filters =
        new Filters<>(
            state,
            SecurityGroup::groupId,
            Map.of(
                "group-id", Filters.single(SecurityGroup::groupId),
                "group-name", Filters.single(SecurityGroup::groupName),
                "description", Filters.single(SecurityGroup::description),
                "owner-id", Filters.single(_ -> store.config().account()),
                "primary-vpc-id", Filters.single(SecurityGroup::vpcId)));
    List<SecurityGroup> inVpc =
        state.all(Tables.SECURITY_GROUPS).values().stream()
            .filter(group -> group.vpcId().equals(request.vpcId()))
            .toList();
    return GetSecurityGroupsForVpcResponse.builder()
        .securityGroupForVpcs(
            filters.apply(inVpc, request.filters()).stream()
                .map(group ->
                    SecurityGroupForVpc.builder()
                        .groupId(group.groupId())
                        .groupName(group.groupName())
                        .description(group.description())
                        .ownerId(store.config().account())
                        .primaryVpcId(group.vpcId())
                        .tags(Ec2Tags.of(state, group.groupId()))
                        .build())
                .toList())
        .build();
  }
}
