package dev.weir.store;

/// The quotas of an account, Elastic Load Balancing's defaults.
public final class Limits {
  public static final int LOAD_BALANCERS = 50;
  public static final int TARGET_GROUPS = 3000;
  public static final int LISTENERS_PER_LOAD_BALANCER = 50;
  public static final int RULES_PER_LOAD_BALANCER = 100;
  public static final int TARGET_GROUPS_PER_LOAD_BALANCER = 100;
  public static final int CERTIFICATES_PER_LOAD_BALANCER = 25;
  public static final int TARGETS_PER_APPLICATION_LOAD_BALANCER = 1000;
  public static final int TARGETS_PER_NETWORK_LOAD_BALANCER = 3000;
  public static final int TARGETS_PER_TARGET_GROUP = 1000;
  public static final int TAGS_PER_RESOURCE = 50;
  public static final int TRUST_STORES = 20;
  public static final int CA_CERTIFICATES_PER_TRUST_STORE = 25;
  public static final int REVOCATIONS_PER_TRUST_STORE = 30;
  public static final int REVOKED_ENTRIES_PER_TRUST_STORE = 500_000;
  public static final int VERIFYING_LISTENERS_PER_LOAD_BALANCER = 2;

  private Limits() {}
}
