package dev.weir.store.world;

/// A subnet of a VPC in one zone.
///
/// @param isPublic whether instances started in it get public addresses
public record Subnet(
    String subnetId,
    String vpcId,
    String availabilityZone,
    String availabilityZoneId,
    String cidrBlock,
    int availableIpAddressCount,
    boolean isPublic) {}
