package dev.weir.aws.ec2;

import dev.weir.store.StateView;
import dev.weir.store.StoreConfig;
import dev.weir.store.Tables;
import dev.weir.store.world.NetworkInterface;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Reservation;

/// Instances and network interfaces as the EC2 API tells them.
final class InstanceWriter {
  private static final Map<String, Integer> STATE_CODES =
      Map.of("pending", 0, "running", 16, "terminated", 48, "stopped", 80);

  private InstanceWriter() {}

  static Reservation reservation(
      StateView state, StoreConfig config, dev.weir.store.world.Instance instance) {
    return Reservation.builder()
        .reservationId(instance.instanceId().replaceFirst("i-", "r-"))
        .ownerId(config.account())
        .instances(write(state, config, instance))
        .build();
  }

  private static Instance write(
      StateView state, StoreConfig config, dev.weir.store.world.Instance instance) {
    List<NetworkInterface> interfaces =
        state.find(Tables.NETWORK_INTERFACES, instance.networkInterfaceId()).stream().toList();
    return Instance.builder()
        .instanceId(instance.instanceId())
        .instanceType("m5.large")
        .launchTime(instance.launchTime())
        .placement(placement -> placement.availabilityZone(instance.availabilityZone()))
        .privateDnsName(instance.privateDnsName())
        .privateIpAddress(instance.privateIpAddress())
        .state(code ->
            code.name(instance.state()).code(STATE_CODES.getOrDefault(instance.state(), 16)))
        .subnetId(instance.subnetId())
        .vpcId(instance.vpcId())
        .networkInterfaces(interfaces.stream().map(each -> attached(state, config, each)).toList())
        .securityGroups(interfaces.stream().flatMap(each -> groups(state, each).stream()).toList())
        .tags(Ec2Tags.of(state, instance.instanceId()))
        .build();
  }

  private static InstanceNetworkInterface attached(
      StateView state, StoreConfig config, NetworkInterface each) {
    return InstanceNetworkInterface.builder()
        .networkInterfaceId(each.networkInterfaceId())
        .description(each.description())
        .ownerId(config.account())
        .status("in-use")
        .interfaceType(each.interfaceType())
        .subnetId(each.subnetId())
        .vpcId(each.vpcId())
        .privateIpAddress(each.privateIpAddress())
        .privateIpAddresses(
            InstancePrivateIpAddress.builder()
                .primary(true)
                .privateIpAddress(each.privateIpAddress())
                .build())
        .ipv6Addresses(List.of())
        .groups(groups(state, each))
        .attachment(attachment ->
            attachment
                .attachmentId(each.networkInterfaceId().replaceFirst("eni-", "eni-attach-"))
                .deviceIndex(0)
                .status("attached"))
        .build();
  }

  static software.amazon.awssdk.services.ec2.model.NetworkInterface networkInterface(
      StateView state, StoreConfig config, NetworkInterface each) {
    var written =
        software.amazon.awssdk.services.ec2.model.NetworkInterface.builder()
            .networkInterfaceId(each.networkInterfaceId())
            .description(each.description())
            .ownerId(config.account())
            .status("in-use")
            .interfaceType(each.interfaceType())
            .availabilityZone(each.availabilityZone())
            .subnetId(each.subnetId())
            .vpcId(each.vpcId())
            .privateIpAddress(each.privateIpAddress())
            .privateIpAddresses(
                NetworkInterfacePrivateIpAddress.builder()
                    .primary(true)
                    .privateIpAddress(each.privateIpAddress())
                    .build())
            .ipv6Addresses(List.of())
            .groups(groups(state, each))
            .requesterManaged(each.requesterId().isPresent())
            .requesterId(each.requesterId().orElse(null))
            .tagSet(Ec2Tags.of(state, each.networkInterfaceId()));
    each.instanceId()
        .ifPresent(instance ->
            written.attachment(attachment ->
                attachment
                    .attachmentId(each.networkInterfaceId().replaceFirst("eni-", "eni-attach-"))
                    .deviceIndex(0)
                    .instanceId(instance)
                    .instanceOwnerId(config.account())
                    .status("attached")));
    return written.build();
  }

  private static List<GroupIdentifier> groups(StateView state, NetworkInterface each) {
    return each.groups().stream()
        .map(group ->
            GroupIdentifier.builder()
                .groupId(group)
                .groupName(
                    state
                        .find(Tables.SECURITY_GROUPS, group)
                        .map(found -> found.groupName())
                        .orElse(""))
                .build())
        .toList();
  }
}
