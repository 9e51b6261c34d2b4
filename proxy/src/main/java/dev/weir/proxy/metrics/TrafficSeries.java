package dev.weir.proxy.metrics;

import dev.weir.proxy.metrics.TrafficStatistics.Latency;
import dev.weir.proxy.metrics.TrafficStatistics.Point;
import dev.weir.proxy.metrics.TrafficStatistics.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One hour of points.
final class TrafficSeries {
  private static final Duration KEPT = Duration.ofHours(1);

  private final Deque<Point> points = new ArrayDeque<>();
  private Totals before = new Totals();
  private @Nullable Instant lastAt;

  synchronized void add(Instant now, Totals totals) {
    Totals step = totals.since(before);
    Instant start = lastAt == null ? now.minus(TrafficStatistics.STEP) : lastAt;
    double seconds = Math.max(0.001, Duration.between(start, now).toNanos() / 1e9);
    points.addLast(point(now, seconds, step, totals));
    while (points.getFirst().at().isBefore(now.minus(KEPT))) {
      points.removeFirst();
    }
    before = totals;
    lastAt = now;
  }

  private static Point point(Instant now, double seconds, Totals step, Totals totals) {
    long requests = 0;
    for (long count : step.latencies) {
      requests += count;
    }
    return new Point(
        now,
        requests / seconds,
        new Latency(
            Latencies.quantileMillis(step.latencies, 0.50),
            Latencies.quantileMillis(step.latencies, 0.95),
            Latencies.quantileMillis(step.latencies, 0.99)),
        new Statuses(
            step.count(Counter.HTTP_CODE_TARGET_2XX),
            step.count(Counter.HTTP_CODE_TARGET_3XX),
            step.count(Counter.HTTP_CODE_TARGET_4XX),
            step.count(Counter.HTTP_CODE_TARGET_5XX)),
        new Statuses(
            step.count(Counter.HTTP_CODE_ELB_2XX),
            step.count(Counter.HTTP_CODE_ELB_3XX),
            step.count(Counter.HTTP_CODE_ELB_4XX),
            step.count(Counter.HTTP_CODE_ELB_5XX)),
        totals.count(Counter.NEW_CONNECTION_COUNT) - totals.count(Counter.CLOSED_CONNECTION_COUNT),
        step.count(Counter.NEW_CONNECTION_COUNT));
  }

  synchronized List<Point> points() {
    return List.copyOf(points);
  }
}
