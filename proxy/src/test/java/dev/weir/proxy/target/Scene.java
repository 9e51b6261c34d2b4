package dev.weir.proxy.target;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.Target.TargetKey;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealth.State;
import dev.weir.elb.TargetHealthSource;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.ForwardSelector.Outcome;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.health.Groups;
import dev.weir.proxy.secret.InstallKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// One target group whose targets a, b, c, ... are as healthy as the test says.
final class Scene implements TargetHealthSource {
  static final InstallKey KEY = InstallKey.random();
  final AtomicLong nanos = new AtomicLong();
  final TestClock clock = new TestClock();
  final StickyCookies cookies = new StickyCookies(KEY);
  final RandomSource random;
  private final Map<TargetKey, State> states = new HashMap<>();
  private final EndpointSource endpoints = TestEndpoint.source();
  private final TargetGroup group;
  final GroupTargets targets;
  private List<RegisteredTarget> registered = List.of();

  Scene(String... attributes) {
    this(Groups.group("g", Groups.check(TargetGroupProtocol.HTTP, "200"), attributes));
  }

  Scene(TargetGroup group) {
    this.group = group;
    var seeded = new Random(42);
    random = seeded::nextInt;
    targets = new GroupTargets(group.arn(), cookies, nanos::get, random);
  }

  /// Registers targets named by one letter each, all healthy.
  Scene with(String... names) {
    return with(Arrays.stream(names).map(Scene::target).toList());
  }

  Scene with(List<RegisteredTarget> newTargets) {
    registered = newTargets;
    newTargets.forEach(target -> states.putIfAbsent(target.key(), State.HEALTHY));
    return rebuilt();
  }

  Scene state(String name, State state) {
    states.put(target(name).key(), state);
    return rebuilt();
  }

  private Scene rebuilt() {
    targets.apply(group, registered, endpoints);
    targets.rebuild(this);
    return this;
  }

  static RegisteredTarget target(String name) {
    return Groups.target(name, 80);
  }

  @Override
  public Optional<TargetHealth> health(Arn targetGroup, TargetKey target) {
    State state = states.get(target);
    return Optional.ofNullable(state).map(s -> new TargetHealth(s, "", "", Groups.START));
  }

  WeightedForward forward() {
    return new WeightedForward(List.of(new WeightedForward.Member(targets, 1)), 0, surroundings());
  }

  WeightedForward.Surroundings surroundings() {
    return new WeightedForward.Surroundings(cookies, clock, random);
  }

  /// The names of the targets of this many requests, each answered with 200 before the next.
  List<String> requests(int count) {
    List<String> names = new ArrayList<>();
    WeightedForward forward = forward();
    for (int i = 0; i < count; i++) {
      TargetSelection selection = new TargetSelection();
      forward.select(new HttpHead(new byte[0]), selection);
      names.add(name(selection));
      if (selection.endpoint != null) {
        forward.onEnd(selection, Outcome.ANSWERED, 200);
      }
    }
    return names;
  }

  Map<String, Integer> counts(int requests) {
    Map<String, Integer> counts = new TreeMap<>();
    requests(requests).forEach(name -> counts.merge(name, 1, Integer::sum));
    return counts;
  }

  static String name(TargetSelection selection) {
    return selection.endpoint == null ? "none" : selection.endpoint.target().address();
  }
}
