package dev.weir.store.world;

/// A node of the cluster, as the local world is told of it.
///
/// @param instanceId such as `i-0123456789abcdef0`, as in the node's `providerID`
/// @param address where the node's ports really are
/// @param zone the availability zone, one of the local world's two
public record NodeInstance(String instanceId, String address, String zone) {}
