package dev.weir.proxy.health;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether load balancers send requests to the targets of a group.
///
/// @param zones the enabled zones of the load balancers whose rules reference the group; empty when
///   none does
record TargetUse(Set<String> zones, boolean referenced) {
  static final TargetUse NONE = new TargetUse(Set.of(), false);

  /// The use of each group that is referenced.
  static Map<Arn, TargetUse> of(ElbSnapshot snapshot) {
    Map<Arn, Set<String>> zones = new HashMap<>();
    for (Listener listener : snapshot.listeners().values()) {
      LoadBalancer loadBalancer = snapshot.loadBalancers().get(listener.loadBalancerArn());
      if (loadBalancer == null) {
        continue;
      }
      List<String> names = loadBalancer.zones().stream().map(LoadBalancer.Zone::zoneName).toList();
      referencedBy(listener.defaultActions(), names, zones);
      for (ListenerRule rule : snapshot.rulesOf(listener.arn())) {
        referencedBy(rule.actions(), names, zones);
      }
    }
    Map<Arn, TargetUse> uses = new HashMap<>();
    zones.forEach((group, names) -> uses.put(group, new TargetUse(Set.copyOf(names), true)));
    return uses;
  }

  private static void referencedBy(
      List<RuleAction> actions, List<String> zoneNames, Map<Arn, Set<String>> zones) {
    for (RuleAction action : actions) {
      if (action instanceof RuleAction.Forward forward) {
        forward
            .targetGroups()
            .forEach(group ->
                zones
                    .computeIfAbsent(group.targetGroupArn(), _ -> new HashSet<>())
                    .addAll(zoneNames));
      }
    }
  }

  /// The description of why the target gets no traffic; empty when it does.
  Optional<String> whyNot(RegisteredTarget target) {
    if (!referenced) {
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
