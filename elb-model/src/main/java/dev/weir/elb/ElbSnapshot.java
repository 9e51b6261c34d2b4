package dev.weir.elb;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The whole load-balancer state at one revision. Never changes.
///
/// @param revision grows with every change; shown in logs, metrics and the console
/// @param rules by listener, in ascending priority
/// @param targets by target group, in the order of registration
public record ElbSnapshot(
    long revision,
    SortedMap<Arn, LoadBalancer> loadBalancers,
    SortedMap<Arn, Listener> listeners,
    Map<Arn, List<ListenerRule>> rules,
    SortedMap<Arn, TargetGroup> targetGroups,
    Map<Arn, List<RegisteredTarget>> targets,
    SortedMap<Arn, Certificate> certificates,
    SortedMap<Arn, TrustStore> trustStores) {

  public static final ElbSnapshot EMPTY =
      new ElbSnapshot(
          0,
          new TreeMap<>(),
          new TreeMap<>(),
          Map.of(),
          new TreeMap<>(),
          Map.of(),
          new TreeMap<>(),
          new TreeMap<>());

  public ElbSnapshot {
    loadBalancers = Collections.unmodifiableSortedMap(loadBalancers);
    listeners = Collections.unmodifiableSortedMap(listeners);
    rules = Collections.unmodifiableMap(rules);
    targetGroups = Collections.unmodifiableSortedMap(targetGroups);
    targets = Collections.unmodifiableMap(targets);
    certificates = Collections.unmodifiableSortedMap(certificates);
    trustStores = Collections.unmodifiableSortedMap(trustStores);
  }

  /// The listeners of a load balancer, by ascending port.
  public List<Listener> listenersOf(Arn loadBalancer) {
    return listeners.values().stream()
        .filter(listener -> listener.loadBalancerArn().equals(loadBalancer))
        .sorted((a, b) -> Integer.compare(a.port(), b.port()))
        .toList();
  }

  /// The rules of a listener in ascending priority, its default actions not among them.
  public List<ListenerRule> rulesOf(Arn listener) {
    return rules.getOrDefault(listener, List.of());
  }

  public List<RegisteredTarget> targetsOf(Arn targetGroup) {
    return targets.getOrDefault(targetGroup, List.of());
  }
}
