package dev.weir.store.world;

import java.util.List;
import java.util.Optional;

/// A network interface of an instance.
public record NetworkInterface(
    String networkInterfaceId,
    String description,
    String privateIpAddress,
    String availabilityZone,
    String subnetId,
    String vpcId,
    List<String> groups,
    Optional<String> instanceId,
    String interfaceType,
    Optional<String> requesterId) {
  public NetworkInterface {
    groups = List.copyOf(groups);
  }

  public NetworkInterface withGroups(List<String> newGroups) {
    return new NetworkInterface(
        networkInterfaceId,
        description,
        privateIpAddress,
        availabilityZone,
        subnetId,
        vpcId,
        newGroups,
        instanceId,
        interfaceType,
        requesterId);
  }
}
