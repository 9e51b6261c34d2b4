package dev.weir.proxy.target;

import java.util.function.LongSupplier;

/// The linear ramp of `slow_start.duration_seconds`.
///
/// @param durationNanos 0 when slow start is off
/// @param ticker monotonic nanos
record SlowStart(long durationNanos, LongSupplier ticker, RandomSource random) {
  private static final int STEPS = 1 << 20;

  /// Whether a target whose turn it is takes the request: with the share of the duration that has
  /// passed since it became healthy.
  boolean admits(TargetSlot slot) {
    long start = slot.slowStartNanos;
    if (start == TargetSlot.NOT_STARTING || durationNanos == 0) {
      return true;
    }
    long elapsed = ticker.getAsLong() - start;
    if (elapsed >= durationNanos) {
      slot.slowStartNanos = TargetSlot.NOT_STARTING;
      return true;
    }
    return random.below(STEPS) < (double) elapsed / durationNanos * STEPS;
  }
}
