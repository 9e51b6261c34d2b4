package dev.weir.proxy.target;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealthSource;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.TargetEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The targets of one group. Written by one thread at a time (whoever holds the lock of {@link
/// TargetGroups}), read by all event loops through {@link #eligible}.
final class GroupTargets {
  final Arn arn;

  /// What stands for this group in cookies.
  final long hash;

  final StickyCookies cookies;

  /// Requests with a stickiness cookie that could not be used.
  final LongAdder nonSticky = new LongAdder();

  private final AtomicInteger next = new AtomicInteger();
  private final LongSupplier ticker;
  private final RandomSource random;
  private Map<TargetEndpoint, TargetSlot> slots = new IdentityHashMap<>();
  private List<Member> members = List.of();
  private FailOpen failOpen = new FailOpen(1, 0);
  private boolean slowStarts;
  private volatile Eligible eligible = Eligible.NONE;
  private volatile Map<String, Eligible> eligibleByZone = Map.of();
  private volatile TargetAlgorithm algorithm;
  private volatile Stickiness stickiness = Stickiness.NONE;
  private volatile byte[] applicationCookie = {};
  private volatile boolean crossZone = true;
  private boolean mitigates;

  private static final String ALL_ZONES = "all";

  private record Member(RegisteredTarget target, TargetSlot slot) {
    String zone() {
      return target.target().availabilityZone().orElse(ALL_ZONES);
    }

    boolean isIn(String zone) {
      return zone().equals(zone) || zone().equals(ALL_ZONES);
    }
  }

  GroupTargets(Arn arn, StickyCookies cookies, LongSupplier ticker, RandomSource random) {
    this.arn = arn;
    hash = StickyCookies.groupHash(arn);
    this.cookies = cookies;
    this.ticker = ticker;
    this.random = random;
    algorithm = new TargetAlgorithm.RoundRobin(next, new SlowStart(0, ticker, random));
  }

  /// Takes over settings and registrations; {@link #rebuild} makes them seen.
  void apply(TargetGroup group, List<RegisteredTarget> targets, EndpointSource endpoints) {
    Map<TargetEndpoint, TargetSlot> kept = new IdentityHashMap<>();
    List<Member> newMembers = new ArrayList<>();
    for (RegisteredTarget target : targets) {
      TargetEndpoint endpoint = endpoints.endpoint(group, target);
      TargetSlot slot = slots.getOrDefault(endpoint, new TargetSlot(this, endpoint));
      kept.put(endpoint, slot);
      newMembers.add(new Member(target, slot));
    }
    slots = kept;
    members = List.copyOf(newMembers);
    failOpen = FailOpen.of(group);
    crossZone = !group.attribute(TargetGroupAttributes.CROSS_ZONE).equals("false");
    stickiness = crossZone ? Stickiness.of(group) : Stickiness.NONE;
    applicationCookie = stickiness.cookieNameBytes();
    mitigates = group.attribute(TargetGroupAttributes.ANOMALY_MITIGATION).equals("on");
    long slowStartSeconds = number(group, TargetGroupAttributes.SLOW_START);
    slowStarts = slowStartSeconds > 0;
    algorithm =
        switch (group.attribute(TargetGroupAttributes.ALGORITHM)) {
          case "least_outstanding_requests" -> new TargetAlgorithm.LeastOutstandingRequests(next);
          case "weighted_random" -> new TargetAlgorithm.WeightedRandom(random);
          default ->
              new TargetAlgorithm.RoundRobin(
                  next, new SlowStart(slowStartSeconds * 1_000_000_000L, ticker, random));
        };
  }

  private static long number(TargetGroup group, String attribute) {
    String value = group.attribute(attribute);
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }

  /// Looks at every target's health and publishes who may get requests. A target that became
  /// eligible while others already were begins its slow start.
  void rebuild(TargetHealthSource health) {
    List<Member> usable = new ArrayList<>();
    List<Member> healthy = new ArrayList<>();
    for (Member member : members) {
      Use use = use(health, member);
      if (use != Use.NEVER) {
        usable.add(member);
      }
      if (use == Use.HEALTHY) {
        healthy.add(member);
      }
    }
    Eligible before = eligible;
    Eligible now = choose(healthy, usable);
    beginSlowStarts(before, now, healthy);
    eligibleByZone = byZone(healthy, usable);
    eligible = now;
  }

  private enum Use {
    HEALTHY,
    FAIL_OPEN,
    NEVER
  }

  private static Use use(TargetHealthSource health, Member member) {
    TargetEndpoint endpoint = member.slot.endpoint;
    TargetHealth.State state =
        health
            .health(endpoint.targetGroup(), member.target.key())
            .map(TargetHealth::state)
            .orElse(TargetHealth.State.INITIAL);
    return switch (state) {
      case HEALTHY, UNAVAILABLE -> Use.HEALTHY;
      case INITIAL, UNHEALTHY, UNHEALTHY_DRAINING -> Use.FAIL_OPEN;
      case UNUSED, DRAINING -> Use.NEVER;
    };
  }

  private Eligible choose(List<Member> healthy, List<Member> usable) {
    boolean open = failOpen.applies(healthy.size(), usable.size());
    return new Eligible(
        (open ? usable : healthy).stream().map(Member::slot).toList(), open && !usable.isEmpty());
  }

  private Map<String, Eligible> byZone(List<Member> healthy, List<Member> usable) {
    Map<String, Eligible> byZone = new HashMap<>();
    for (Member member : usable) {
      byZone.computeIfAbsent(member.zone(), zone -> choose(in(zone, healthy), in(zone, usable)));
    }
    return Map.copyOf(byZone);
  }

  private static List<Member> in(String zone, List<Member> members) {
    return members.stream().filter(member -> member.isIn(zone)).toList();
  }

  private void beginSlowStarts(Eligible before, Eligible now, List<Member> healthy) {
    if (!slowStarts || before.failOpen || before.slots.length == 0 || now.failOpen) {
      return;
    }
    for (Member member : healthy) {
      if (before.find(member.target.key()) == null && !member.slot.hadSlowStart) {
        member.slot.hadSlowStart = true;
        member.slot.slowStartNanos = ticker.getAsLong();
      }
    }
  }

  /// A target for one request, or null when none is usable.
  @Nullable TargetSlot choose(Eligible targets) {
    return targets.slots.length == 0 ? null : algorithm.choose(targets.slots);
  }

  /// Where requests that come in through a node of this zone may go.
  Eligible eligible(@Nullable String zone) {
    return crossZone || zone == null ? eligible : eligibleIn(zone);
  }

  /// Where no target is, those that belong to all zones are.
  private Eligible eligibleIn(String zone) {
    Map<String, Eligible> now = eligibleByZone;
    Eligible here = now.get(zone);
    return here == null ? now.getOrDefault(ALL_ZONES, Eligible.NONE) : here;
  }

  /// Whether healthy targets take what comes in through a node of this zone.
  boolean serves(String zone) {
    Eligible here = eligible(zone);
    return here.slots.length > 0 && !here.failOpen;
  }

  /// Looks for anomalies among the targets that get requests because they are healthy.
  void detectAnomalies() {
    Eligible now = eligible;
    AnomalyDetection.look(now.failOpen ? List.of() : List.of(now.slots), mitigates);
  }

  Stickiness stickiness() {
    return stickiness;
  }

  byte[] applicationCookie() {
    return applicationCookie;
  }

  List<TargetSlot> slots() {
    return members.stream().map(Member::slot).toList();
  }
}
