package dev.weir.controller.queue;

import java.time.Duration;

/// Delay that doubles with each failure of the same key, from `base` up to `max`.
public record Backoff(Duration base, Duration max) {
  /// What client-go uses for controllers: 5 ms doubling up to 1000 s.
  public static final Backoff STANDARD =
      new Backoff(Duration.ofMillis(5), Duration.ofSeconds(1000));

  public Backoff {
    if (base.isNegative() || base.isZero() || max.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "back-off: base " + base + ", max " + max + " (expected: 0 < base <= max)");
    }
  }

  /// The delay before the attempt that follows `failures` failures, counted from zero.
  public Duration after(int failures) {
    if (failures >= 40) {
      return max;
    }
    long nanos = Math.min(base.toNanos(), Long.MAX_VALUE >> failures) << failures;
    return nanos > max.toNanos() || nanos < 0 ? max : Duration.ofNanos(nanos);
  }
}
