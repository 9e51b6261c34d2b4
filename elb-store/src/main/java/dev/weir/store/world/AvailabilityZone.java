package dev.weir.store.world;

/// An availability zone of the region.
///
/// @param zoneName such as `eu-west-1a`
/// @param zoneId such as `euw1-az1`
public record AvailabilityZone(String zoneName, String zoneId, String region) {}
