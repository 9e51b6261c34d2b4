package dev.weir.app;

import dev.weir.console.TrafficSource;
import dev.weir.elb.Arn;
import dev.weir.elb.Target.TargetKey;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealthSource;
import dev.weir.proxy.metrics.TrafficStatistics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Shows the console the data plane's figures.
final class ConsoleTraffic implements TrafficSource {
  private final TrafficStatistics statistics;
  private final TargetHealthSource health;

  ConsoleTraffic(TrafficStatistics statistics, TargetHealthSource health) {
    this.statistics = statistics;
    this.health = health;
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
  public long ruleHits(String listenerArn, int priority) {
    return statistics.ruleHits(Arn.of(listenerArn), priority);
  }

  @Override
  public Optional<Instant> stateSince(String targetGroupArn, String id, int port) {
    return health.health(Arn.of(targetGroupArn), new TargetKey(id, port)).map(TargetHealth::since);
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
