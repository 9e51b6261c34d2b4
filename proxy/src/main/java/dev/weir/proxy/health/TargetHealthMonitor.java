package dev.weir.proxy.health;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.Target.TargetKey;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealth.State;
import dev.weir.elb.TargetHealthSource;
import dev.weir.elb.TargetType;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows the health of every registered target, and checks those that a load balancer uses.
///
/// A target is checked while its group is referenced by an action of a listener or rule, checks are
/// enabled and it is not draining; else its state says why it is not. Safe for use by several
/// threads; {@link #health} never waits.
public final class TargetHealthMonitor implements TargetHealthSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetHealthMonitor.class);

  private record Key(Arn group, TargetKey target) {}

  /// @param checked targets whose health their checks decide
  /// @param fixed the health of the others
  private record Targets(Map<Key, CheckedTarget> checked, Map<Key, TargetHealth> fixed) {}

  private final Clock clock;
  private final CheckedTarget.Surroundings surroundings;
  private final Object lock = new Object();
  private final CopyOnWriteArrayList<Consumer<Arn>> listeners = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Consumer<HealthCheckResult>> observers =
      new CopyOnWriteArrayList<>();
  private volatile Targets targets = new Targets(Map.of(), Map.of());
  private volatile Map<Arn, TargetUse> uses = Map.of();

  public TargetHealthMonitor(AddressBook addresses, Clock clock, Pause pause) {
    this.clock = clock;
    surroundings = new CheckedTarget.Surroundings(addresses, clock, pause, this::onChecked);
  }

  /// Calls the listener with the group whenever a target's state changed by a check, on the
  /// checking thread.
  public void onChange(Consumer<Arn> listener) {
    listeners.add(listener);
  }

  /// Calls the observer after every check, on the checking thread.
  public void onCheck(Consumer<HealthCheckResult> observer) {
    observers.add(observer);
  }

  /// Takes over the targets of a snapshot. Targets that stay keep their health.
  public void apply(ElbSnapshot snapshot) {
    synchronized (lock) {
      uses = TargetUse.of(snapshot);
      Map<Key, CheckedTarget> before = new HashMap<>(targets.checked);
      Map<Key, CheckedTarget> checked = new HashMap<>();
      Map<Key, TargetHealth> fixed = new HashMap<>();
      for (TargetGroup group : snapshot.targetGroups().values()) {
        TargetUse use = uses.getOrDefault(group.arn(), TargetUse.NONE);
        for (RegisteredTarget target : snapshot.targetsOf(group.arn())) {
          Key key = new Key(group.arn(), target.key());
          unchecked(group, target, use, key)
              .ifPresentOrElse(
                  health -> fixed.put(key, health),
                  () -> checked.put(key, check(group, target, before.remove(key))));
        }
      }
      targets = new Targets(checked, fixed);
      before.values().forEach(CheckedTarget::stop);
      checked.values().forEach(CheckedTarget::start);
    }
  }

  /// The health of a target that is not to be checked; empty when it is.
  private Optional<TargetHealth> unchecked(
      TargetGroup group, RegisteredTarget target, TargetUse use, Key key) {
    if (target.draining()) {
      return Optional.of(
          new TargetHealth(
              State.DRAINING,
              "Target.DeregistrationInProgress",
              "Target deregistration is in progress",
              target.drainingSince().orElseThrow()));
    }
    Optional<String> notUsed = use.whyNot(target);
    if (notUsed.isPresent()) {
      return Optional.of(since(key, State.UNUSED, "Target.NotInUse", notUsed.get()));
    }
    boolean answersNoProbe =
        group.targetType() == TargetType.LAMBDA || group.targetType() == TargetType.ALB;
    return group.healthCheck().enabled() && !answersNoProbe
        ? Optional.empty()
        : Optional.of(
            since(
                key,
                State.UNAVAILABLE,
                "Target.HealthCheckDisabled",
                "Health checks are disabled"));
  }

  private TargetHealth since(Key key, State state, String reason, String description) {
    TargetHealth before = targets.fixed.get(key);
    if (before != null && before.state() == state && before.reason().equals(reason)) {
      return new TargetHealth(state, reason, description, before.since());
    }
    return new TargetHealth(state, reason, description, clock.instant());
  }

  private CheckedTarget check(
      TargetGroup group, RegisteredTarget target, @Nullable CheckedTarget before) {
    if (before == null) {
      return new CheckedTarget(group, target, surroundings);
    }
    if (before.isCheckOf(group, target)) {
      return before;
    }
    before.stop();
    return before.isSameRegistration(target)
        ? before.with(group, target)
        : new CheckedTarget(group, target, surroundings);
  }

  private void onChecked(CheckedTarget target, ProbeOutcome outcome, boolean changed, long nanos) {
    if (!observers.isEmpty()) {
      TargetUse use = uses.getOrDefault(target.groupArn(), TargetUse.NONE);
      var result =
          new HealthCheckResult(
              use.loadBalancers(), target.group(), target.asked(), clock.instant(), nanos, outcome);
      observers.forEach(observer -> observer.accept(result));
    }
    if (!changed) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("targetGroup", target.groupArn())
        .addKeyValue("target", target.key())
        .addKeyValue("state", target.health().state().wire())
        .addKeyValue("outcome", outcome)
        .log("target health changed");
    listeners.forEach(listener -> listener.accept(target.groupArn()));
  }

  @Override
  public Optional<TargetHealth> health(Arn targetGroup, TargetKey target) {
    Targets now = targets;
    Key key = new Key(targetGroup, target);
    CheckedTarget checked = now.checked.get(key);
    return checked != null
        ? Optional.of(checked.health())
        : Optional.ofNullable(now.fixed.get(key));
  }

  /// Stops all checks.
  @Override
  public void close() {
    synchronized (lock) {
      targets.checked.values().forEach(CheckedTarget::stop);
      targets = new Targets(Map.of(), Map.of());
    }
  }
}
