package dev.weir.proxy.health;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.Target.TargetKey;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetHealth;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A target that is checked by a virtual thread of its own: at once when it is registered, then
/// every interval, however long the answers take.
final class CheckedTarget {

  /// Told on the checking thread after each check.
  interface Listener {
    /// @param nanos how long the check took
    void onChecked(CheckedTarget target, ProbeOutcome outcome, boolean changed, long nanos);
  }

  /// What checking needs from outside.
  record Surroundings(AddressBook addresses, Clock clock, Pause pause, Listener listener) {}

  private final TargetGroup group;
  private final RegisteredTarget target;
  private final Surroundings surroundings;
  private final HealthRecord record;
  private volatile TargetHealth health;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  CheckedTarget(TargetGroup group, RegisteredTarget target, Surroundings surroundings) {
    this(group, target, surroundings, new HealthRecord(surroundings.clock.instant()));
  }

  private CheckedTarget(
      TargetGroup group, RegisteredTarget target, Surroundings surroundings, HealthRecord record) {
    this.group = group;
    this.target = target;
    this.surroundings = surroundings;
    this.record = record;
    health = record.health();
  }

  /// This target with other settings and the health it had; this one must be stopped.
  CheckedTarget with(TargetGroup newGroup, RegisteredTarget newTarget) {
    return new CheckedTarget(newGroup, newTarget, surroundings, record);
  }

  TargetGroup group() {
    return group;
  }

  /// `address:port` that is asked.
  String asked() {
    return target.address() + ":" + port();
  }

  Arn groupArn() {
    return group.arn();
  }

  TargetKey key() {
    return target.key();
  }

  TargetHealth health() {
    return health;
  }

  boolean isCheckOf(TargetGroup otherGroup, RegisteredTarget other) {
    return group.healthCheck().equals(otherGroup.healthCheck())
        && group.protocolVersion() == otherGroup.protocolVersion()
        && target.address().equals(other.address())
        && target.registeredAt().equals(other.registeredAt());
  }

  /// Whether another registration is another life of the target.
  boolean isSameRegistration(RegisteredTarget other) {
    return target.address().equals(other.address())
        && target.registeredAt().equals(other.registeredAt());
  }

  /// Does nothing when it is started already.
  void start() {
    if (thread == null && !stopped) {
      thread =
          Thread.ofVirtual().name("health-check-" + target.key()).start(this::checkUntilStopped);
    }
  }

  /// After this no further outcome is told.
  void stop() {
    stopped = true;
    Thread running = thread;
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
    }
  }

  private void checkUntilStopped() {
    Duration interval = Duration.ofSeconds(group.healthCheck().intervalSeconds());
    try {
      while (!stopped) {
        long start = System.nanoTime();
        check();
        Duration left = interval.minusNanos(System.nanoTime() - start);
        surroundings.pause.pause(left.isNegative() ? Duration.ZERO : left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    long start = System.nanoTime();
    ProbeOutcome outcome = HealthProbe.probe(question());
    long nanos = System.nanoTime() - start;
    synchronized (record) {
      if (stopped) {
        return;
      }
      TargetHealth before = health;
      health = record.onOutcome(outcome, group.healthCheck(), surroundings.clock.instant());
      surroundings.listener.onChecked(this, outcome, before.state() != health.state(), nanos);
    }
  }

  private HealthProbe.Question question() {
    int port = port();
    return new HealthProbe.Question(
        group,
        HealthProbe.authority(target.address(), port, group.healthCheck().protocol()),
        surroundings.addresses.bound(target.address(), port));
  }

  private int port() {
    String port = group.healthCheck().port();
    return port.equals("traffic-port") ? target.target().port() : Integer.parseInt(port);
  }
}
