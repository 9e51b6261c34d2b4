package dev.weir.planner.subnet;

/// What a load balancer needs of its subnets.
///
/// @param loadBalancerType `application` or `network`
/// @param scheme `internal` or `internet-facing`
/// @param ipAddressType `ipv4`, `dualstack` or `dualstack-without-public-ipv4`
public record SubnetRequest(String loadBalancerType, String scheme, String ipAddressType) {

  boolean isApplication() {
    return loadBalancerType.equals("application");
  }

  boolean isInternetFacing() {
    return scheme.equals("internet-facing");
  }

  boolean needsIpv6() {
    return ipAddressType.startsWith("dualstack");
  }
}
