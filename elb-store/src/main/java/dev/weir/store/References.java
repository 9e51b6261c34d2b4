package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleAction.Forward;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    for (Listener listener : state.all(Tables.LISTENERS).values()) {
      if (!loadBalancers.contains(listener.loadBalancerArn())
          && forwards(state, listener, targetGroup)) {
        loadBalancers.add(listener.loadBalancerArn());
      }
    }
    return loadBalancers;
  }

  private static boolean forwards(StateView state, Listener listener, Arn targetGroup) {
    return targetGroups(listener.defaultActions()).anyMatch(targetGroup::equals)
        || rulesOf(state, listener.arn()).stream()
            .anyMatch(rule -> targetGroups(rule.actions()).anyMatch(targetGroup::equals));
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
