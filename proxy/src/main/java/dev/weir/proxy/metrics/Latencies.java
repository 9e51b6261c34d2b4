package dev.weir.proxy.metrics;

/// A histogram of durations in buckets that grow by an eighth of a power of two: 1 us to 4,000 s
/// with at most 12 % error.
final class Latencies {
  private static final int SUB_BITS = 3;
  private static final int SUBS = 1 << SUB_BITS;
  static final int BUCKETS = 32 * SUBS;

  private Latencies() {}

  static int bucket(long nanos) {
    long micros = Math.max(0, nanos / 1000);
    if (micros < SUBS) {
      return (int) micros;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(micros);
    int sub = (int) (micros >>> (exponent - SUB_BITS)) & (SUBS - 1);
    return Math.min(BUCKETS - 1, (exponent - SUB_BITS + 1) * SUBS + sub);
  }

  /// The smallest duration above the bucket, in milliseconds.
  static double upperMillis(int bucket) {
    if (bucket < SUBS) {
      return (bucket + 1) / 1000.0;
    }
    int exponent = bucket / SUBS + SUB_BITS - 1;
    long micros = (long) (SUBS + bucket % SUBS + 1) << (exponent - SUB_BITS);
    return micros / 1000.0;
  }

  /// The duration that this share of the counted ones does not exceed, in milliseconds; 0 when
  /// nothing was counted.
  static double quantileMillis(long[] counts, double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    if (total == 0) {
      return 0;
    }
    long rank = Math.max(1, (long) Math.ceil(total * share));
    long seen = 0;
    int bucket = 0;
    while (true) {
      seen += counts[bucket];
      if (seen >= rank) {
        return upperMillis(bucket);
      }
      bucket++;
    }
  }
}
