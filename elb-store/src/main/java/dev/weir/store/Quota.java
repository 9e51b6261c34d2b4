package dev.weir.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A quota of an account, as `DescribeAccountLimits` names it, with Elastic Load Balancing's
/// default.
public enum Quota {
  APPLICATION_LOAD_BALANCERS(50, true),
  NETWORK_LOAD_BALANCERS(50, true),
  TARGET_GROUPS(3000, true),
  TARGETS_PER_APPLICATION_LOAD_BALANCER(1000, true),
  TARGETS_PER_NETWORK_LOAD_BALANCER(3000, true),
  TARGETS_PER_AVAILABILITY_ZONE_PER_NETWORK_LOAD_BALANCER(500, true),
  LISTENERS_PER_APPLICATION_LOAD_BALANCER(50, true),
  LISTENERS_PER_NETWORK_LOAD_BALANCER(50, true),
  RULES_PER_APPLICATION_LOAD_BALANCER(100, true),
  CERTIFICATES_PER_APPLICATION_LOAD_BALANCER(25, true),
  CERTIFICATES_PER_NETWORK_LOAD_BALANCER(25, true),
  TARGET_GROUPS_PER_APPLICATION_LOAD_BALANCER(100, false),
  TARGET_GROUPS_PER_ACTION_ON_APPLICATION_LOAD_BALANCER(5, false),
  TARGET_GROUPS_PER_ACTION_ON_NETWORK_LOAD_BALANCER(5, false),
  CONDITION_VALUES_PER_ALB_RULE(5, false),
  CONDITION_WILDCARDS_PER_ALB_RULE(6, false);

  private final int usual;
  private final boolean adjustable;

  Quota(int usual, boolean adjustable) {
    this.usual = usual;
    this.adjustable = adjustable;
  }

  /// As in `application-load-balancers`.
  public String awsName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Quota> named(String awsName) {
    return Arrays.stream(values()).filter(quota -> quota.awsName().equals(awsName)).findFirst();
  }

  /// What an account has that never asked for more.
  public int usual() {
    return usual;
  }

  /// Whether AWS lets an account ask for another value.
  public boolean adjustable() {
    return adjustable;
  }
}
