package dev.weir.store.world;

import java.time.Instant;

/// An instance: a node of the cluster.
///
/// @param privateIpAddress where its ports really are
/// @param state `running`, `stopped` or `terminated`
public record Instance(
    String instanceId,
    String privateIpAddress,
    String privateDnsName,
    String availabilityZone,
    String subnetId,
    String vpcId,
    String networkInterfaceId,
    String state,
    Instant launchTime) {}
