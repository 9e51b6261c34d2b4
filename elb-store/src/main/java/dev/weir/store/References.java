package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleAction.Forward;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Who refers to whom, read off the rules.
public final class References {
  private References() {}

  /// The listeners of a load balancer by ascending port.
  public static List<Listener> listenersOf(StateView state, Arn loadBalancer) {
    return state.all(Tables.LISTENERS).values().stream()
        .filter(listener -> listener.loadBalancerArn().equals(loadBalancer))
        .sorted((a, b) -> Integer.compare(a.port(), b.port()))
        .toList();
  }

  /// The rules of a listener by ascending priority, its default actions not among them.
  public static List<ListenerRule> rulesOf(StateView state, Arn listener) {
    String prefix = listener.value().replaceFirst(":listener/", ":listener-rule/") + "/";
    return state.all(Tables.RULES).subMap(prefix, prefix + '\uffff').values().stream()
        .sorted((a, b) -> Integer.compare(a.priority(), b.priority()))
        .toList();
  }

  /// The target groups that a load balancer's listeners and rules forward to.
  public static Set<Arn> targetGroupsOf(StateView state, Arn loadBalancer) {
    Set<Arn> groups = new TreeSet<>();
    for (Listener listener : listenersOf(state, loadBalancer)) {
      targetGroups(listener.defaultActions()).forEach(groups::add);
      rulesOf(state, listener.arn())
          .forEach(rule -> targetGroups(rule.actions()).forEach(groups::add));
    }
    return groups;
  }

  /// The load balancers whose listeners or rules forward to a target group.
  public static Set<Arn> loadBalancersOf(StateView state, Arn targetGroup) {
    Set<Arn> loadBalancers = new TreeSet<>();
    forEachUse(
        state,
        (loadBalancer, used) -> {
          if (used.equals(targetGroup)) {
            loadBalancers.add(loadBalancer);
          }
        });
    return loadBalancers;
  }

  /// As above for every target group that has any, in one pass over all rules.
  public static Map<Arn, Set<Arn>> loadBalancersByTargetGroup(StateView state) {
    Map<Arn, Set<Arn>> all = new HashMap<>();
    forEachUse(
        state,
        (loadBalancer, used) -> all.computeIfAbsent(used, _ -> new TreeSet<>()).add(loadBalancer));
    return all;
  }

  private static void forEachUse(StateView state, BiConsumer<Arn, Arn> loadBalancerAndGroup) {
    Map<Arn, Arn> loadBalancers = new HashMap<>();
    for (Listener listener : state.all(Tables.LISTENERS).values()) {
      loadBalancers.put(listener.arn(), listener.loadBalancerArn());
      forEachUse(listener.loadBalancerArn(), listener.defaultActions(), loadBalancerAndGroup);
    }
    for (ListenerRule rule : state.all(Tables.RULES).values()) {
      Arn loadBalancer = loadBalancers.get(rule.listenerArn());
      if (loadBalancer != null) {
        forEachUse(loadBalancer, rule.actions(), loadBalancerAndGroup);
      }
    }
  }

  private static void forEachUse(
      Arn loadBalancer, List<RuleAction> actions, BiConsumer<Arn, Arn> loadBalancerAndGroup) {
    for (RuleAction action : actions) {
      if (action instanceof Forward forward) {
        for (Forward.WeightedTargetGroup group : forward.targetGroups()) {
          loadBalancerAndGroup.accept(loadBalancer, group.targetGroupArn());
        }
      }
    }
  }

  /// The target groups that actions forward to.
  public static Stream<Arn> targetGroups(Collection<RuleAction> actions) {
    return actions.stream()
        .filter(Forward.class::isInstance)
        .flatMap(action -> ((Forward) action).targetGroups().stream())
        .map(Forward.WeightedTargetGroup::targetGroupArn);
  }

  /// The listeners that serve a certificate.
  public static List<Listener> listenersWith(StateView state, Arn certificate) {
    return state.all(Tables.LISTENERS).values().stream()
        .filter(listener -> listener.certificates().contains(certificate))
        .toList();
  }
}
