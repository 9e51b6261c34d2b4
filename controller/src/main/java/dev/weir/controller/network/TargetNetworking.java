package dev.weir.controller.network;

import dev.weir.planner.crd.TargetGroupBindingSpec.Networking;
import dev.weir.planner.crd.TargetGroupBindingSpec.NetworkingPeer;
import dev.weir.planner.crd.TargetGroupBindingSpec.NetworkingPort;
import dev.weir.planner.crd.TargetGroupBindingSpec.NetworkingRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the security groups of nodes and pods for load balancers, for all TargetGroupBindings
/// together, because they share the groups and the rules on them.
///
/// Rules that no binding wants any more are only revoked once the wishes of every binding are known
/// since the start of the process.
public final class TargetNetworking {
  private static final Logger log = LoggerFactory.getLogger(TargetNetworking.class);

  private final SecurityGroups groups;
  private final NetworkInterfaces interfaces;
  private final TargetSecurityGroup targetGroup;
  private final boolean restricted;

  private final Object lock = new Object();
  private final Map<String, Map<String, List<IngressRule>>> rulesByBinding = new TreeMap<>();
  private final Set<String> tracked = new HashSet<>();
  private boolean trackedLoaded;

  TargetNetworking(
      SecurityGroups groups,
      NetworkInterfaces interfaces,
      TargetSecurityGroup targetGroup,
      boolean restricted) {
    this.groups = groups;
    this.interfaces = interfaces;
    this.targetGroup = targetGroup;
    this.restricted = restricted;
  }

  /// Applies what one binding wants.
  ///
  /// @param binding `<namespace>/<name>`
  /// @param withNetworking every binding that has networking, this one included
  public void reconcile(
      String binding,
      Networking networking,
      Collection<TargetPlace> places,
      Set<String> withNetworking) {
    Map<String, List<IngressRule>> rules = rules(networking, places);
    synchronized (lock) {
      Set<String> affected = new TreeSet<>(rules.keySet());
      affected.addAll(rulesByBinding.getOrDefault(binding, Map.of()).keySet());
      rulesByBinding.put(binding, rules);
      apply(affected, withNetworking);
    }
  }

  /// Takes back what a binding wanted.
  public void remove(String binding, Set<String> withNetworking) {
    synchronized (lock) {
      Map<String, List<IngressRule>> rules = rulesByBinding.remove(binding);
      apply(rules == null ? Set.of() : rules.keySet(), withNetworking);
    }
  }

  /// Revokes rules on groups that no binding needs, so that a group they refer to can be deleted.
  public void collectGarbage(Set<String> withNetworking) {
    synchronized (lock) {
      apply(Set.of(), withNetworking);
    }
  }

  private void apply(Set<String> affected, Set<String> withNetworking) {
    rulesByBinding.keySet().retainAll(withNetworking);
    boolean complete = rulesByBinding.keySet().containsAll(withNetworking);
    for (String group : affected) {
      groups.reconcileIngress(group, wanted(group), SharedRules::isOwned, !complete);
    }
    tracked.addAll(affected);
    if (complete) {
      collectUnused();
    }
  }

  private void collectUnused() {
    if (!trackedLoaded) {
      tracked.addAll(targetGroup.candidates(groups));
      trackedLoaded = true;
    }
    Set<String> used =
        rulesByBinding.values().stream()
            .flatMap(rules -> rules.keySet().stream())
            .collect(Collectors.toSet());
    for (String group : List.copyOf(tracked)) {
      if (!used.contains(group)) {
        revokeAll(group);
      }
    }
  }

  private void revokeAll(String group) {
    try {
      groups.reconcileIngress(group, List.of(), SharedRules::isOwned, false);
    } catch (software.amazon.awssdk.services.ec2.model.Ec2Exception e) {
      if (!dev.weir.controller.aws.AwsErrors.is(e, "InvalidGroup.NotFound")) {
        throw e;
      }
      log.debug("security group {} is gone", group);
      tracked.remove(group);
    }
  }

  private List<IngressRule> wanted(String group) {
    List<IngressRule> all =
        rulesByBinding.values().stream()
            .flatMap(rules -> rules.getOrDefault(group, List.of()).stream())
            .toList();
    return restricted ? SharedRules.restricted(all) : SharedRules.union(all);
  }

  private Map<String, List<IngressRule>> rules(
      Networking networking, Collection<TargetPlace> places) {
    Map<String, List<TargetPlace>> byGroup = new TreeMap<>();
    interfaces(places)
        .forEach((place, eni) ->
            byGroup
                .computeIfAbsent(targetGroup.of(eni, groups), _ -> new ArrayList<>())
                .add(place));
    Map<String, List<IngressRule>> rules = new TreeMap<>();
    byGroup.forEach((group, behind) -> rules.put(group, rules(networking, behind)));
    return rules;
  }

  private Map<TargetPlace, NetworkInterface> interfaces(Collection<TargetPlace> places) {
    Map<TargetPlace, NetworkInterface> found = new java.util.LinkedHashMap<>();
    List<TargetPlace.Instance> nodes = new ArrayList<>();
    List<String> lostPods = new ArrayList<>();
    for (TargetPlace place : places) {
      switch (place) {
        case TargetPlace.Instance node -> nodes.add(node);
        case TargetPlace.Pod pod ->
            interfaces
                .ofPod(
                    new NetworkInterfaces.PodLocation(
                        pod.address(), pod.podEni(), pod.instanceId()))
                .ifPresentOrElse(eni -> found.put(pod, eni), () -> lostPods.add(pod.name()));
      }
    }
    if (!lostPods.isEmpty()) {
      throw new IllegalStateException("cannot resolve pod ENI for pods: " + lostPods);
    }
    addNodes(nodes, found);
    return found;
  }

  private void addNodes(
      List<TargetPlace.Instance> nodes, Map<TargetPlace, NetworkInterface> found) {
    if (nodes.isEmpty()) {
      return;
    }
    Map<String, NetworkInterface> enis =
        interfaces.ofInstances(nodes.stream().map(TargetPlace.Instance::instanceId).toList());
    List<String> lost = new ArrayList<>();
    for (TargetPlace.Instance node : nodes) {
      NetworkInterface eni = enis.get(node.instanceId());
      if (eni == null) {
        lost.add(node.name());
      } else {
        found.put(node, eni);
      }
    }
    if (!lost.isEmpty()) {
      throw new IllegalStateException("cannot resolve node ENI for nodes: " + lost);
    }
  }

  private static List<IngressRule> rules(Networking networking, List<TargetPlace> behind) {
    List<IngressRule> rules = new ArrayList<>();
    for (NetworkingRule rule : networking.ingress()) {
      for (NetworkingPeer peer : rule.from()) {
        for (NetworkingPort port : rule.ports()) {
          numbers(port.port(), behind)
              .forEach((from, to) -> rules.add(rule(port.protocol(), from, to, peer)));
        }
      }
    }
    return rules;
  }

  /// From-port to to-port.
  private static Map<Integer, Integer> numbers(
      @Nullable IntOrString port, List<TargetPlace> behind) {
    if (port == null) {
      return Map.of(0, 65535);
    }
    if (port.getStrVal() == null) {
      return Map.of(port.getIntVal(), port.getIntVal());
    }
    Map<Integer, Integer> numbers = new TreeMap<>();
    for (TargetPlace place : behind) {
      switch (place) {
        case TargetPlace.Pod pod ->
            pod.portNames()
                .getOrDefault(port.getStrVal(), Set.of())
                .forEach(n -> numbers.put(n, n));
        case TargetPlace.Instance _ ->
            throw new IllegalStateException("named ports can only be used with pod endpoints");
      }
    }
    return numbers;
  }

  private static IngressRule rule(
      @Nullable String protocol, int from, int to, NetworkingPeer peer) {
    IngressRule.Source source;
    if (peer.securityGroup() != null) {
      source = new IngressRule.Source.Group(peer.securityGroup().groupId());
    } else if (peer.ipBlock() != null) {
      String cidr = peer.ipBlock().cidr();
      source =
          cidr.contains(":")
              ? new IngressRule.Source.Ipv6(cidr)
              : new IngressRule.Source.Ipv4(cidr);
    } else {
      throw new IllegalStateException("either ipBlock or securityGroup should be specified");
    }
    return new IngressRule(
        Objects.requireNonNullElse(protocol, "TCP"), from, to, source, SharedRules.DESCRIPTION);
  }
}
