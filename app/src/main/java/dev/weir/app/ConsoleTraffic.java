package dev.weir.app;

import dev.weir.console.TrafficSource;
import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.ListenerRule;
import dev.weir.proxy.metrics.TrafficStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Shows the console the data plane's figures.
final class ConsoleTraffic implements TrafficSource {
  private final TrafficStatistics statistics;
  private final Supplier<ElbSnapshot> snapshot;

  ConsoleTraffic(TrafficStatistics statistics, Supplier<ElbSnapshot> snapshot) {
    this.statistics = statistics;
    this.snapshot = snapshot;
  }

  @Override
  public List<Point> loadBalancer(String arn) {
    return points(statistics.loadBalancer(Arn.of(arn)));
  }

  @Override
  public List<Point> targetGroup(String arn) {
    return points(statistics.targetGroup(Arn.of(arn)));
  }

  @Override
  public long ruleHits(String ruleArn) {
    Arn arn = Arn.of(ruleArn);
    if (snapshot.get().listeners().containsKey(arn)) {
      return statistics.ruleHits(arn, 0);
    }
    for (Map.Entry<Arn, List<ListenerRule>> rules : snapshot.get().rules().entrySet()) {
      for (ListenerRule rule : rules.getValue()) {
        if (rule.arn().equals(arn)) {
          return statistics.ruleHits(rules.getKey(), rule.priority());
        }
      }
    }
    return -1;
  }

  private static List<Point> points(List<TrafficStatistics.Point> points) {
    return points.stream()
        .map(point ->
            new Point(
                point.at(),
                point.requestsPerSecond(),
                point.latency().p50(),
                point.latency().p95(),
                point.latency().p99(),
                statuses(point.fromTargets()),
                statuses(point.fromLoadBalancer()),
                point.activeConnections(),
                point.newConnections()))
        .toList();
  }

  private static Statuses statuses(TrafficStatistics.Statuses statuses) {
    return new Statuses(
        statuses.class2xx(), statuses.class3xx(), statuses.class4xx(), statuses.class5xx());
  }
}
