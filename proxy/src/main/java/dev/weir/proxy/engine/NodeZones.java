package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.TargetSelectors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// In which zone a connection of a client comes in: groups whose cross-zone load balancing is off
/// keep to it, and traffic is counted by it.
///
/// An ALB has a node in each of its zones, and DNS gives clients the addresses of those whose zone
/// has healthy targets. Here one address stands for all nodes, so connections take turns among the
/// same zones.
final class NodeZones {
  private final List<String> zones;
  private final Set<Arn> groups;
  private final TargetSelectors selectors;

  private NodeZones(List<String> zones, Set<Arn> groups, TargetSelectors selectors) {
    this.zones = zones;
    this.groups = groups;
    this.selectors = selectors;
  }

  /// Null when the load balancer is in no zone.
  static @Nullable NodeZones of(
      ElbSnapshot snapshot,
      LoadBalancer loadBalancer,
      Listener listener,
      TargetSelectors selectors) {
    Set<Arn> groups = new LinkedHashSet<>();
    Stream.concat(
            listener.defaultActions().stream(),
            snapshot.rulesOf(listener.arn()).stream()
                .map(ListenerRule::actions)
                .flatMap(List::stream))
        .forEach(action -> {
          if (action instanceof RuleAction.Forward forward) {
            forward.targetGroups().forEach(to -> groups.add(to.targetGroupArn()));
          }
        });
    List<String> zones =
        loadBalancer.zones().stream().map(LoadBalancer.Zone::zoneName).distinct().toList();
    return zones.isEmpty() ? null : new NodeZones(zones, groups, selectors);
  }

  /// The zone for a new connection.
  ///
  /// @param turn a number that grows with every connection
  String next(int turn) {
    List<String> served =
        zones.stream()
            .filter(zone -> groups.stream().anyMatch(group -> selectors.serves(group, zone)))
            .toList();
    List<String> choice = served.isEmpty() ? zones : served;
    return choice.get(Integer.remainderUnsigned(turn, choice.size()));
  }

  boolean has(String zone) {
    return zones.contains(zone);
  }
}
