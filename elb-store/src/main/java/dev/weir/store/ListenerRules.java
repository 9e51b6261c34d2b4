package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Changes to the rules of listeners, their default actions not among them.
public final class ListenerRules {
  private final Transaction transaction;
  private final Associations associations;

  ListenerRules(Transaction transaction) {
    this.transaction = transaction;
    this.associations = new Associations(transaction);
  }

  /// @throws StoreException `ListenerNotFound`, `PriorityInUse`, `TooManyRules`, or what is wrong
  ///   with what its actions refer to
  public ListenerRule create(
      Arn listenerArn,
      int priority,
      List<RuleCondition> conditions,
      List<RuleAction> actions,
      List<RuleTransform> transforms,
      Map<String, String> tags) {
    Listener listener = transaction.listeners().get(listenerArn);
    refuseTaken(listenerArn, priority);
    if (rulesOnLoadBalancer(listener.loadBalancerArn())
        >= transaction.quota(Quota.RULES_PER_APPLICATION_LOAD_BALANCER)) {
      throw new StoreException(
          StoreError.TOO_MANY_RULES,
          "The maximum number of rules on load balancer '"
              + listener.loadBalancerArn()
              + "' has been reached");
    }
    associations.check(listener.loadBalancerArn(), listener.protocol(), actions);
    ListenerRule created =
        new ListenerRule(
            listenerArn.rule(transaction.newId(16)),
            listenerArn,
            priority,
            conditions,
            actions,
            transforms);
    transaction.put(Tables.RULES, created);
    transaction.tags().add(created.arn().value(), tags);
    return created;
  }

  private void refuseTaken(Arn listener, int priority) {
    boolean taken =
        References.rulesOf(transaction, listener).stream()
            .anyMatch(rule -> rule.priority() == priority);
    if (taken) {
      throw inUse(priority);
    }
  }

  private static StoreException inUse(int priority) {
    return new StoreException(
        StoreError.PRIORITY_IN_USE, "Priority '" + priority + "' is currently in use");
  }

  private int rulesOnLoadBalancer(Arn loadBalancer) {
    return References.listenersOf(transaction, loadBalancer).stream()
        .mapToInt(listener -> References.rulesOf(transaction, listener.arn()).size())
        .sum();
  }

  /// @throws StoreException `RuleNotFound`
  public ListenerRule get(Arn arn) {
    return transaction
        .find(Tables.RULES, arn.value())
        .orElseThrow(
            () -> new StoreException(StoreError.RULE_NOT_FOUND, "One or more rules not found"));
  }

  /// Stores a rule with changed conditions, actions or transforms.
  public ListenerRule update(ListenerRule changed) {
    get(changed.arn());
    Listener listener = transaction.listeners().get(changed.listenerArn());
    associations.check(listener.loadBalancerArn(), listener.protocol(), changed.actions());
    transaction.put(Tables.RULES, changed);
    return changed;
  }

  /// Gives rules new priorities all at once, so that they may swap theirs.
  ///
  /// @throws StoreException `RuleNotFound`, `PriorityInUse` when one is another rule's
  public List<ListenerRule> setPriorities(Map<Arn, Integer> priorities) {
    List<ListenerRule> changed = new ArrayList<>();
    Map<Arn, Set<Integer>> taken = new HashMap<>();
    priorities.forEach((arn, priority) -> changed.add(get(arn).withPriority(priority)));
    for (ListenerRule rule : changed) {
      Set<Integer> ofListener =
          taken.computeIfAbsent(
              rule.listenerArn(), listener -> othersPriorities(listener, priorities.keySet()));
      if (!ofListener.add(rule.priority())) {
        throw inUse(rule.priority());
      }
    }
    changed.forEach(rule -> transaction.put(Tables.RULES, rule));
    return changed;
  }

  private Set<Integer> othersPriorities(Arn listener, Set<Arn> moved) {
    Set<Integer> priorities = new HashSet<>();
    References.rulesOf(transaction, listener).stream()
        .filter(rule -> !moved.contains(rule.arn()))
        .forEach(rule -> priorities.add(rule.priority()));
    return priorities;
  }

  /// @throws StoreException `RuleNotFound`
  public void delete(Arn arn) {
    get(arn);
    transaction.remove(Tables.RULES, arn.value());
    transaction.tags().forget(arn.value());
  }
}
