package dev.weir.proxy.target;

import dev.weir.elb.Target.TargetKey;
import dev.weir.proxy.exchange.TargetEndpoint;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// A target with what choosing it needs to know; lives as long as its endpoint.
final class TargetSlot {
  /// The share of requests that a target gets when nothing is wrong with it.
  static final int FULL_WEIGHT = 1000;

  static final long NOT_STARTING = Long.MIN_VALUE;

  final GroupTargets group;
  final TargetEndpoint endpoint;

  /// Requests that were sent and not answered yet.
  final AtomicInteger outstanding = new AtomicInteger();

  /// Since the last look of the anomaly detection.
  final LongAdder requests = new LongAdder();

  final LongAdder failures = new LongAdder();

  /// Nanos of the ticker when slow start began, or {@link #NOT_STARTING}. Written when the eligible
  /// targets are rebuilt, read by event loops.
  volatile long slowStartNanos = NOT_STARTING;

  /// A target that was unhealthy for a while does not start slowly again. Not for event loops.
  boolean hadSlowStart;

  /// 1 to {@link #FULL_WEIGHT}; lowered by anomaly mitigation.
  volatile int weight = FULL_WEIGHT;

  volatile boolean anomalous;

  /// `AWSALB`, `AWSALBCORS`.
  final CookieLines targetCookies = new CookieLines(this::targetCookieLines);

  /// `AWSALBAPP-0` and the removal of its other shards.
  final CookieLines applicationCookies =
      new CookieLines(second -> applicationCookieLines(second, false));

  final CookieLines crossSiteApplicationCookies =
      new CookieLines(second -> applicationCookieLines(second, true));

  private final Pick[] picks;

  TargetSlot(GroupTargets group, TargetEndpoint endpoint) {
    this.group = group;
    this.endpoint = endpoint;
    picks =
        new Pick[] {
          new Pick(this, false, false),
          new Pick(this, false, true),
          new Pick(this, true, false),
          new Pick(this, true, true)
        };
  }

  TargetKey key() {
    return endpoint.target().key();
  }

  Pick pick(boolean stuck, boolean crossSite) {
    return picks[(stuck ? 2 : 0) + (crossSite ? 1 : 0)];
  }

  private byte[][] targetCookieLines(long second) {
    String value = seal(StickyCookie.Kind.TARGET, second);
    return new byte[][] {
      StickyCookies.line("AWSALB", value, second, false),
      StickyCookies.line("AWSALBCORS", value, second, true)
    };
  }

  private byte[][] applicationCookieLines(long second, boolean crossSite) {
    byte[][] lines = ApplicationCookies.removals(second, crossSite);
    lines[0] =
        StickyCookies.line(
            "AWSALBAPP-0", seal(StickyCookie.Kind.APPLICATION, second), second, crossSite);
    return lines;
  }

  private String seal(StickyCookie.Kind kind, long second) {
    long expires = second + group.stickiness().durationSeconds();
    return group.cookies.write(new StickyCookie(kind, group.hash, key(), expires));
  }
}
