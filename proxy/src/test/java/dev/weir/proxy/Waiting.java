package dev.weir.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what nothing announces.
public final class Waiting {
  private static final long STEP_NANOS = 20_000_000;
  private static final int STEPS = 6000;

  private Waiting() {}

  /// Looks again and again for two minutes at most; fails with these words when the condition never
  /// holds.
  public static void until(String what, BooleanSupplier condition) {
    for (int i = 0; i < STEPS && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(STEP_NANOS);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }
}
