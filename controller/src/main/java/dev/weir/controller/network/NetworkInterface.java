package dev.weir.controller.network;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/// An ENI as far as reaching a target through it matters.
///
/// @param deviceIndex 0 for the primary one of an instance
/// @param addresses its IPv4 and IPv6 addresses, secondary ones included
/// @param prefixes delegated blocks, whose addresses belong to pods
record NetworkInterface(
    String id,
    int deviceIndex,
    List<String> securityGroups,
    List<String> addresses,
    List<String> prefixes) {
  NetworkInterface {
    securityGroups = List.copyOf(securityGroups);
    addresses = List.copyOf(addresses);
    prefixes = List.copyOf(prefixes);
  }

  static NetworkInterface of(InstanceNetworkInterface eni) {
    var addresses = new java.util.ArrayList<String>();
    eni.privateIpAddresses().forEach(address -> addresses.add(address.privateIpAddress()));
    Optional.ofNullable(eni.privateIpAddress()).ifPresent(addresses::add);
    eni.ipv6Addresses().forEach(address -> addresses.add(address.ipv6Address()));
    var prefixes = new java.util.ArrayList<String>();
    eni.ipv4Prefixes().forEach(prefix -> prefixes.add(prefix.ipv4Prefix()));
    eni.ipv6Prefixes().forEach(prefix -> prefixes.add(prefix.ipv6Prefix()));
    int device =
        eni.attachment() == null || eni.attachment().deviceIndex() == null
            ? 0
            : eni.attachment().deviceIndex();
    return new NetworkInterface(
        eni.networkInterfaceId(),
        device,
        eni.groups().stream().map(group -> group.groupId()).toList(),
        addresses,
        prefixes);
  }

  static NetworkInterface of(software.amazon.awssdk.services.ec2.model.NetworkInterface eni) {
    var addresses = new java.util.ArrayList<String>();
    eni.privateIpAddresses().forEach(address -> addresses.add(address.privateIpAddress()));
    eni.ipv6Addresses().forEach(address -> addresses.add(address.ipv6Address()));
    return new NetworkInterface(
        eni.networkInterfaceId(),
        0,
        eni.groups().stream().map(group -> group.groupId()).toList(),
        addresses,
        List.of());
  }
}
