package dev.weir.proxy.health;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which load balancers send requests to the targets of a group.
///
/// @param loadBalancers those whose rules reference the group
/// @param zones their enabled zones
record TargetUse(List<LoadBalancer> loadBalancers, Set<String> zones) {
  static final TargetUse NONE = new TargetUse(List.of(), Set.of());

  /// The use of each group that is referenced.
  static Map<Arn, TargetUse> of(ElbSnapshot snapshot) {
    Map<Arn, Set<LoadBalancer>> users = new HashMap<>();
    for (Listener listener : snapshot.listeners().values()) {
      LoadBalancer loadBalancer = snapshot.loadBalancers().get(listener.loadBalancerArn());
      if (loadBalancer == null) {
        continue;
      }
      referencedBy(listener.defaultActions(), loadBalancer, users);
      for (ListenerRule rule : snapshot.rulesOf(listener.arn())) {
        referencedBy(rule.actions(), loadBalancer, users);
      }
    }
    Map<Arn, TargetUse> uses = new HashMap<>();
    users.forEach((group, all) -> uses.put(group, new TargetUse(List.copyOf(all), zones(all))));
    return uses;
  }

  private static void referencedBy(
      List<RuleAction> actions, LoadBalancer loadBalancer, Map<Arn, Set<LoadBalancer>> users) {
    for (RuleAction action : actions) {
      if (action instanceof RuleAction.Forward forward) {
        forward
            .targetGroups()
            .forEach(group ->
                users
                    .computeIfAbsent(group.targetGroupArn(), _ -> new LinkedHashSet<>())
                    .add(loadBalancer));
      }
    }
  }

  private static Set<String> zones(Set<LoadBalancer> loadBalancers) {
    return loadBalancers.stream()
        .flatMap(loadBalancer -> loadBalancer.zones().stream())
        .map(LoadBalancer.Zone::zoneName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The description of why the target gets no traffic; empty when it does.
  Optional<String> whyNot(RegisteredTarget target) {
    if (loadBalancers.isEmpty()) {
      return Optional.of(
          "Target group is not configured to receive traffic from the load balancer");
    }
    String zone = target.target().availabilityZone().orElse("all");
    return zone.equals("all") || zones.isEmpty() || zones.contains(zone)
        ? Optional.empty()
        : Optional.of(
            "Target is in an Availability Zone that is not enabled for the load balancer");
  }
}
