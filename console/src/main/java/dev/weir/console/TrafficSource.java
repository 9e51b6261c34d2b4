package dev.weir.console;

import java.time.Instant;
import java.util.List;

/// Live figures of the data plane.
public interface TrafficSource {
  /// No figures, for a data plane that is elsewhere.
  TrafficSource NONE =
      new TrafficSource() {
        @Override
        public List<Point> loadBalancer(String arn) {
          return List.of();
        }

        @Override
        public List<Point> targetGroup(String arn) {
          return List.of();
        }

        @Override
        public long ruleHits(String ruleArn) {
          return -1;
        }
      };

  /// The last hour of a load balancer, oldest first; empty when nothing is known.
  List<Point> loadBalancer(String arn);

  /// The last hour of a target group, oldest first; empty when nothing is known.
  List<Point> targetGroup(String arn);

  /// How many requests a rule has won since the data plane started; -1 when unknown. The default
  /// rule of a listener is asked for by the listener's ARN.
  long ruleHits(String ruleArn);

  /// One interval of the series.
  ///
  /// @param p50 median latency in milliseconds, likewise p95 and p99
  /// @param target responses that targets made, by status class
  /// @param elb responses that the load balancer itself made, by status class
  record Point(
      Instant at,
      double requestsPerSecond,
      double p50,
      double p95,
      double p99,
      Statuses target,
      Statuses elb,
      long activeConnections,
      long newConnections) {}

  /// Counts of responses by status class.
  record Statuses(long class2xx, long class3xx, long class4xx, long class5xx) {}
}
