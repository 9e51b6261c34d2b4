package dev.weir.store.world;

/// A virtual private cloud.
public record Vpc(String vpcId, String cidrBlock, boolean isDefault) {}
