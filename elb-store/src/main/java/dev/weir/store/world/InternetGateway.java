package dev.weir.store.world;

/// An internet gateway attached to a VPC.
public record InternetGateway(String internetGatewayId, String vpcId) {}
