package dev.weir.elb;

/// The kind of a load balancer, spelled in the API as the lower-case name.
public enum LoadBalancerType {
  APPLICATION("application", "app"),
  NETWORK("network", "net");

  private final String wire;
  private final String arnPrefix;

  LoadBalancerType(String wire, String arnPrefix) {
    this.wire = wire;
    this.arnPrefix = arnPrefix;
  }

  public String wire() {
    return wire;
  }

  /// `app` or `net`, as in ARNs, metrics and logs.
  public String arnPrefix() {
    return arnPrefix;
  }
}
