package dev.weir.proxy.health;

import dev.weir.elb.HealthCheck;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealth.State;
import java.time.Instant;

/// The health of one checked target, moved by the outcomes of its checks.
///
/// ```
///   initial --one success--> healthy <--healthyThreshold successes-- unhealthy
///      |                        |                                       ^
///      +--unhealthyThreshold failures--+---unhealthyThreshold failures--+
/// ```
///
/// A new target needs one success only; the thresholds count for later changes (Elastic Load
/// Balancing, "Health checks for Application Load Balancer target groups"). Used by one thread.
final class HealthRecord {
  static final String CHECKING = "Elb.InitialHealthChecking";
  static final String CHECKING_WORDS = "Initial health checks in progress";

  private TargetHealth health;
  private int successes;
  private int failures;

  HealthRecord(Instant now) {
    health = new TargetHealth(State.INITIAL, CHECKING, CHECKING_WORDS, now);
  }

  TargetHealth health() {
    return health;
  }

  /// Counts an outcome; returns the health after it.
  TargetHealth onOutcome(ProbeOutcome outcome, HealthCheck check, Instant now) {
    if (outcome.passed()) {
      successes++;
      failures = 0;
      boolean enough = health.state() == State.INITIAL || successes >= check.healthyThreshold();
      if (health.state() != State.HEALTHY && enough) {
        health = new TargetHealth(State.HEALTHY, "", "", now);
      }
      return health;
    }
    failures++;
    successes = 0;
    if (health.state() == State.UNHEALTHY) {
      health = unhealthy(outcome, health.since());
    } else if (failures >= check.unhealthyThreshold()) {
      health = unhealthy(outcome, now);
    }
    return health;
  }

  private static TargetHealth unhealthy(ProbeOutcome outcome, Instant since) {
    return new TargetHealth(State.UNHEALTHY, outcome.reason(), outcome.description(), since);
  }
}
