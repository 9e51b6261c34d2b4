package dev.weir.proxy.metrics;

/// Counters added up over all event loops, since the start or over an interval.
final class Totals {
  final long[] counts = new long[Counter.values().length];
  final long[] latencies = new long[Latencies.BUCKETS];
  final long[] targetLatencies = new long[Latencies.BUCKETS];

  long count(Counter counter) {
    return counts[counter.ordinal()];
  }

  void add(Totals others) {
    add(counts, others.counts);
    add(latencies, others.latencies);
    add(targetLatencies, others.targetLatencies);
  }

  private static void add(long[] into, long[] what) {
    for (int i = 0; i < into.length; i++) {
      into[i] += what[i];
    }
  }

  /// What was counted after the earlier totals.
  Totals since(Totals earlier) {
    Totals difference = new Totals();
    subtract(counts, earlier.counts, difference.counts);
    subtract(latencies, earlier.latencies, difference.latencies);
    subtract(targetLatencies, earlier.targetLatencies, difference.targetLatencies);
    return difference;
  }

  private static void subtract(long[] from, long[] what, long[] into) {
    for (int i = 0; i < from.length; i++) {
      into[i] = from[i] - what[i];
    }
  }
}
