package dev.weir.store.world;

import java.util.List;

/// A route table with its routes and the subnets that use it.
///
/// @param main whether subnets without a route table of their own use it
/// @param subnets the subnets that are associated explicitly
public record RouteTable(
    String routeTableId, String vpcId, boolean main, List<String> subnets, List<Route> routes) {
  public RouteTable {
    subnets = List.copyOf(subnets);
    routes = List.copyOf(routes);
  }

  /// @param gatewayId `local`, or an internet gateway
  public record Route(String destinationCidrBlock, String gatewayId) {}
}
