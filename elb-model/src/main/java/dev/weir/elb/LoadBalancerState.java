package dev.weir.elb;

/// Where a load balancer stands: it is `provisioning` until its listeners are bound, then `active`.
public enum LoadBalancerState {
  PROVISIONING("provisioning"),
  ACTIVE("active"),
  ACTIVE_IMPAIRED("active_impaired"),
  FAILED("failed");

  private final String wire;

  LoadBalancerState(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
