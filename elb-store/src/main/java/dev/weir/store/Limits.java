package dev.weir.store;

/// The limits of Elastic Load Balancing that `DescribeAccountLimits` does not tell; [Quota] has
/// those that it does.
public final class Limits {
  public static final int TARGETS_PER_TARGET_GROUP = 1000;
  public static final int TAGS_PER_RESOURCE = 50;
  public static final int TRUST_STORES = 20;
  public static final int CA_CERTIFICATES_PER_TRUST_STORE = 25;
  public static final int REVOCATIONS_PER_TRUST_STORE = 30;
  public static final int REVOKED_ENTRIES_PER_TRUST_STORE = 500_000;

  private Limits() {}
}
