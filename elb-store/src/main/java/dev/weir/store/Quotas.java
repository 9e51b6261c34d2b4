package dev.weir.store;

import java.util.EnumMap;
import java.util.Map;

/// An account's quotas: the usual ones, but for those that were set.
public final class Quotas {
  /// Of an account that never asked for more.
  public static final Quotas USUAL = new Quotas(Map.of());

  private final Map<Quota, Integer> own = new EnumMap<>(Quota.class);

  private Quotas(Map<Quota, Integer> own) {
    this.own.putAll(own);
  }

  /// @param own by quota, at least 1 each
  /// @throws IllegalArgumentException for a quota that is not adjustable, or less than 1
  public static Quotas of(Map<Quota, Integer> own) {
    own.forEach((quota, value) -> {
      if (!quota.adjustable()) {
        throw new IllegalArgumentException(
            "The quota " + quota.awsName() + " is " + quota.usual() + " and not adjustable");
      }
      if (value < 1) {
        throw new IllegalArgumentException(
            "The quota " + quota.awsName() + " cannot be " + value + " (expected: at least 1)");
      }
    });
    return new Quotas(own);
  }

  public int get(Quota quota) {
    return own.getOrDefault(quota, quota.usual());
  }
}
