package dev.weir.proxy.target;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.RuleAction;
import dev.weir.elb.Target.TargetKey;
import dev.weir.elb.TargetGroup;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.TargetSelectors;
import dev.weir.proxy.health.Pause;
import dev.weir.proxy.health.TargetHealthMonitor;
import dev.weir.proxy.secret.InstallKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// The target groups of the last snapshot, and the selectors of its forward actions.
///
/// Health changes rebuild the arrays of one group, snapshots those of all; requests only read them.
public final class TargetGroups implements TargetSelectors, AutoCloseable {
  private final TargetHealthMonitor monitor;
  private final LongSupplier ticker;
  private final WeightedForward.Surroundings surroundings;
  private final Thread detection;
  private final Object lock = new Object();
  private volatile Map<Arn, GroupTargets> groups = new HashMap<>();

  /// What choosing targets needs from outside.
  ///
  /// @param key seals stickiness cookies
  /// @param clock for the lifetime of cookies
  /// @param ticker monotonic nanos, for slow start
  /// @param pause between two looks for anomalies
  public record Setup(
      InstallKey key, Clock clock, LongSupplier ticker, RandomSource random, Pause pause) {

    public static Setup real(InstallKey key) {
      return new Setup(
          key, Clock.systemUTC(), System::nanoTime, RandomSource.PER_THREAD, Pause.SLEEP);
    }
  }

  public TargetGroups(TargetHealthMonitor monitor, Setup setup) {
    this.monitor = monitor;
    ticker = setup.ticker;
    surroundings =
        new WeightedForward.Surroundings(new StickyCookies(setup.key), setup.clock, setup.random);
    monitor.onChange(this::onHealthChange);
    detection =
        Thread.ofVirtual().name("anomaly-detection").start(() -> detectAnomalies(setup.pause));
  }

  @Override
  public void apply(ElbSnapshot snapshot, EndpointSource endpoints) {
    monitor.apply(snapshot);
    synchronized (lock) {
      Map<Arn, GroupTargets> kept = new HashMap<>();
      for (TargetGroup group : snapshot.targetGroups().values()) {
        GroupTargets targets = group(group.arn());
        targets.apply(group, snapshot.targetsOf(group.arn()), endpoints);
        targets.rebuild(monitor);
        kept.put(group.arn(), targets);
      }
      groups = kept;
    }
  }

  private GroupTargets group(Arn arn) {
    GroupTargets known = groups.get(arn);
    return known != null
        ? known
        : new GroupTargets(arn, surroundings.cookies(), ticker, surroundings.random());
  }

  private void onHealthChange(Arn group) {
    synchronized (lock) {
      GroupTargets targets = groups.get(group);
      if (targets != null) {
        targets.rebuild(monitor);
      }
    }
  }

  private void detectAnomalies(Pause pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pause.pause(Duration.ofSeconds(AnomalyDetection.INTERVAL_SECONDS));
        synchronized (lock) {
          groups.values().forEach(GroupTargets::detectAnomalies);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ForwardSelector selector(RuleAction.Forward action, Listener listener) {
    synchronized (lock) {
      List<WeightedForward.Member> members =
          action.targetGroups().stream()
              .map(weighted ->
                  new WeightedForward.Member(group(weighted.targetGroupArn()), weighted.weight()))
              .toList();
      return new WeightedForward(members, action.stickinessSeconds().orElse(0), surroundings);
    }
  }

  @Override
  public boolean serves(Arn group, String zone) {
    GroupTargets targets = groups.get(group);
    return targets != null && targets.serves(zone);
  }

  /// Whether a target fails much more often than its neighbours: `AnomalyDetection.Result`.
  public boolean isAnomalous(Arn group, TargetKey target) {
    synchronized (lock) {
      GroupTargets targets = groups.get(group);
      return targets != null
          && targets.slots().stream().anyMatch(slot -> slot.key().equals(target) && slot.anomalous);
    }
  }

  /// Requests of the group whose stickiness cookie could not be used: `NonStickyRequestCount`.
  public long nonStickyRequests(Arn group) {
    synchronized (lock) {
      GroupTargets targets = groups.get(group);
      return targets == null ? 0 : targets.nonSticky.sum();
    }
  }

  /// Whether all targets of the group get requests because too few are healthy.
  public boolean isFailOpen(Arn group) {
    synchronized (lock) {
      GroupTargets targets = groups.get(group);
      return targets != null && targets.eligible(null).failOpen;
    }
  }

  /// Ends the detection of anomalies.
  @Override
  public void close() {
    detection.interrupt();
  }
}
