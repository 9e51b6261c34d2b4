package dev.weir.proxy.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/// The counters of one load balancer or target group on one event loop. One thread writes, any
/// thread reads: a count is a plain read and an ordered write, which cost as much as `long++`.
final class Tally {
  private final AtomicLongArray counts = new AtomicLongArray(Counter.values().length);
  private final AtomicLongArray latencies = new AtomicLongArray(Latencies.BUCKETS);
  private final AtomicLongArray targetLatencies = new AtomicLongArray(Latencies.BUCKETS);

  void add(Counter counter, long amount) {
    int index = counter.ordinal();
    counts.setRelease(index, counts.getPlain(index) + amount);
  }

  void increment(Counter counter) {
    add(counter, 1);
  }

  void latency(long nanos) {
    count(latencies, nanos);
  }

  void targetLatency(long nanos) {
    count(targetLatencies, nanos);
  }

  private static void count(AtomicLongArray histogram, long nanos) {
    int index = Latencies.bucket(nanos);
    histogram.setRelease(index, histogram.getPlain(index) + 1);
  }

  void addTo(Totals totals) {
    for (int i = 0; i < totals.counts.length; i++) {
      totals.counts[i] += counts.get(i);
    }
    for (int i = 0; i < Latencies.BUCKETS; i++) {
      totals.latencies[i] += latencies.get(i);
      totals.targetLatencies[i] += targetLatencies.get(i);
    }
  }
}
