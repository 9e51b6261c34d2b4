package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.world.Instance;
import dev.weir.store.world.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;

/// `DescribeInstances`, `DescribeNetworkInterfaces`, `ModifyNetworkInterfaceAttribute`.
final class InstanceOperations {
  private final ElbStore store;

  InstanceOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeInstances",
            DescribeInstancesRequest.class,
            DescribeInstancesRequest::builder,
            this::instances),
        Operation.of(
            "DescribeNetworkInterfaces",
            DescribeNetworkInterfacesRequest.class,
            DescribeNetworkInterfacesRequest::builder,
            this::networkInterfaces),
        Operation.of(
            "ModifyNetworkInterfaceAttribute",
            ModifyNetworkInterfaceAttributeRequest.class,
            ModifyNetworkInterfaceAttributeRequest::builder,
            this::modifyNetworkInterface));
  }

  private DescribeInstancesResponse instances(
      OperationContext context, DescribeInstancesRequest request) {
    StateView state = store.state();
    Filters<Instance> filters =
        new Filters<>(
            state,
            Instance::instanceId,
            Map.of(
                "instance-id", Filters.single(Instance::instanceId),
                "instance-state-name", Filters.single(Instance::state),
                "private-ip-address", Filters.single(Instance::privateIpAddress),
                "private-dns-name", Filters.single(Instance::privateDnsName),
                "availability-zone", Filters.single(Instance::availabilityZone),
                "subnet-id", Filters.single(Instance::subnetId),
                "vpc-id", Filters.single(Instance::vpcId)));
    Collection<Instance> named =
        Found.byIds(
            state,
            Tables.INSTANCES,
            request.instanceIds(),
            "InvalidInstanceID.NotFound",
            "instance ID");
    Tokens<Instance> page =
        Tokens.of(
            filters.apply(named, request.filters()), request.nextToken(), request.maxResults());
    return DescribeInstancesResponse.builder()
        .reservations(
            page.items().stream()
                .map(instance -> InstanceWriter.reservation(state, store.config(), instance))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private DescribeNetworkInterfacesResponse networkInterfaces(
      OperationContext context, DescribeNetworkInterfacesRequest request) {
    StateView state = store.state();
    List<NetworkInterface> all = new ArrayList<>(state.all(Tables.NETWORK_INTERFACES).values());
    all.addAll(LoadBalancerInterfaces.of(state));
    List<String> ids = request.networkInterfaceIds();
    for (String id : ids) {
      if (all.stream().noneMatch(each -> each.networkInterfaceId().equals(id))) {
        throw new AwsException(
            "InvalidNetworkInterfaceID.NotFound",
            "The networkInterface ID '" + id + "' does not exist");
      }
    }
    List<NetworkInterface> found =
        filters(state).apply(all, request.filters()).stream()
            .filter(each -> ids.isEmpty() || ids.contains(each.networkInterfaceId()))
            .toList();
    Tokens<NetworkInterface> page = Tokens.of(found, request.nextToken(), request.maxResults());
    return DescribeNetworkInterfacesResponse.builder()
        .networkInterfaces(
            page.items().stream()
                .map(each -> InstanceWriter.networkInterface(state, store.config(), each))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static Filters<NetworkInterface> filters(StateView state) {
    return new Filters<>(
        state,
        NetworkInterface::networkInterfaceId,
        Map.ofEntries(
            Map.entry("vpc-id", Filters.single(NetworkInterface::vpcId)),
            Map.entry("subnet-id", Filters.single(NetworkInterface::subnetId)),
            Map.entry("description", Filters.single(NetworkInterface::description)),
            Map.entry("network-interface-id", Filters.single(NetworkInterface::networkInterfaceId)),
            Map.entry("availability-zone", Filters.single(NetworkInterface::availabilityZone)),
            Map.entry("interface-type", Filters.single(NetworkInterface::interfaceType)),
            Map.entry("private-ip-address", Filters.single(NetworkInterface::privateIpAddress)),
            Map.entry(
                "addresses.private-ip-address", Filters.single(NetworkInterface::privateIpAddress)),
            Map.entry("ipv6-addresses.ipv6-address", each -> List.of()),
            Map.entry("group-id", each -> List.copyOf(each.groups())),
            Map.entry("attachment.instance-id", each -> each.instanceId().stream().toList()),
            Map.entry("requester-id", each -> each.requesterId().stream().toList()),
            Map.entry("status", each -> List.of("in-use"))));
  }

  private ModifyNetworkInterfaceAttributeResponse modifyNetworkInterface(
      OperationContext context, ModifyNetworkInterfaceAttributeRequest request) {
    return store.write(transaction -> {
      NetworkInterface found =
          Found.byId(
              transaction,
              Tables.NETWORK_INTERFACES,
              request.networkInterfaceId(),
              "InvalidNetworkInterfaceID.NotFound",
              "networkInterface ID");
      for (String group : request.groups()) {
        SecurityGroupOperations.byIdOrName(transaction, group, null);
      }
      if (!request.groups().isEmpty()) {
        transaction.put(Tables.NETWORK_INTERFACES, found.withGroups(request.groups()));
      }
      return ModifyNetworkInterfaceAttributeResponse.builder().build();
    });
  }
}
