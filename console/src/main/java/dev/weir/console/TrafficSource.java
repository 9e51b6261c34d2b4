package dev.weir.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        public long ruleHits(String listenerArn, int priority) {
          return -1;
        }

        @Override
        public Optional<Instant> stateSince(String targetGroupArn, String id, int port) {
          return Optional.empty();
        }
      };

  /// The last hour of a load balancer, oldest first; empty when nothing is known.
  List<Point> loadBalancer(String arn);

  /// The last hour of a target group, oldest first; empty when nothing is known.
  List<Point> targetGroup(String arn);

  /// How many requests a rule has won since the data plane started; -1 when unknown.
  ///
  /// @param priority 0 for the default rule
  long ruleHits(String listenerArn, int priority);

  /// When a target came into the state that it is in; empty when unknown.
  Optional<Instant> stateSince(String targetGroupArn, String id, int port);

  /// One interval of the series.
  ///
  /// @param at when it ended
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
