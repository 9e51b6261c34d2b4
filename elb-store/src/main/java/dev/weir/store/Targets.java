package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes to the targets of target groups.
public final class Targets {
  private final Transaction transaction;

  Targets(Transaction transaction) {
    this.transaction = transaction;
  }

  /// A target to register with the address that it resolves to.
  public record Registration(Target target, String address) {}

  /// Registers targets. One that is registered already stays as it is; an instance that is draining
  /// comes back at once.
  ///
  /// @throws StoreException `TargetGroupNotFound`, `InvalidTarget` for an address that is draining,
  ///   `TooManyTargets`
  public void register(Arn groupArn, List<Registration> registrations) {
    TargetGroup group = transaction.targetGroups().get(groupArn);
    List<RegisteredTarget> targets = new ArrayList<>(of(groupArn));
    for (Registration registration : registrations) {
      add(group, targets, registration);
    }
    refuseTooMany(group, targets.size());
    store(groupArn, targets);
  }

  private void add(TargetGroup group, List<RegisteredTarget> targets, Registration registration) {
    RegisteredTarget added =
        new RegisteredTarget(
            registration.target(), registration.address(), transaction.now(), Optional.empty());
    int at = indexOf(targets, added.key());
    if (at < 0) {
      targets.add(added);
      return;
    }
    RegisteredTarget existing = targets.get(at);
    if (existing.draining()) {
      if (group.targetType() != TargetType.INSTANCE) {
        throw new StoreException(
            StoreError.INVALID_TARGET,
            "The following targets are being deregistered and cannot be registered until they are"
                + " drained: '"
                + added.target().id()
                + "'");
      }
      targets.set(at, added);
    } else if (!existing.address().equals(added.address())) {
      targets.set(at, added);
    }
  }

  private static int indexOf(List<RegisteredTarget> targets, Target.TargetKey key) {
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private void refuseTooMany(TargetGroup group, int count) {
    if (count > Limits.TARGETS_PER_TARGET_GROUP) {
      throw new StoreException(
          StoreError.TOO_MANY_TARGETS,
          "The maximum number of targets per target group '"
              + Limits.TARGETS_PER_TARGET_GROUP
              + "' has been reached on target group '"
              + group.arn()
              + "'");
    }
    for (Arn arn : References.loadBalancersOf(transaction, group.arn())) {
      LoadBalancer loadBalancer = transaction.loadBalancers().get(arn);
      int limit =
          transaction.quota(
              loadBalancer.type() == LoadBalancerType.APPLICATION
                  ? Quota.TARGETS_PER_APPLICATION_LOAD_BALANCER
                  : Quota.TARGETS_PER_NETWORK_LOAD_BALANCER);
      int others =
          References.targetGroupsOf(transaction, arn).stream()
              .filter(other -> !other.equals(group.arn()))
              .mapToInt(other -> of(other).size())
              .sum();
      if (others + count > limit) {
        throw new StoreException(
            StoreError.TOO_MANY_TARGETS,
            "The maximum number of targets per load balancer '"
                + limit
                + "' has been reached on load balancer '"
                + arn
                + "'");
      }
    }
  }

  /// Begins to drain targets; where the group takes no traffic or its delay is 0 they are gone at
  /// once. Targets that are not registered are ignored.
  ///
  /// @throws StoreException `TargetGroupNotFound`
  public void deregister(Arn groupArn, List<Target.TargetKey> keys) {
    TargetGroup group = transaction.targetGroups().get(groupArn);
    boolean drains =
        Draining.delay(group).isPositive()
            && !References.loadBalancersOf(transaction, groupArn).isEmpty();
    Set<Target.TargetKey> leaving = new HashSet<>(keys);
    List<RegisteredTarget> kept = new ArrayList<>();
    for (RegisteredTarget target : of(groupArn)) {
      if (!leaving.contains(target.key()) || target.draining()) {
        kept.add(target);
      } else if (drains) {
        kept.add(
            new RegisteredTarget(
                target.target(),
                target.address(),
                target.registeredAt(),
                Optional.of(transaction.now())));
      }
    }
    store(groupArn, kept);
  }

  /// Forgets every target whose deregistration delay is over.
  void forgetDrained() {
    for (GroupTargets group : transaction.all(Tables.TARGETS).values()) {
      List<RegisteredTarget> kept =
          group.targets().stream()
              .filter(target ->
                  !Draining.isOver(transaction, group.targetGroupArn(), target, transaction.now()))
              .toList();
      store(group.targetGroupArn(), kept);
    }
  }

  private List<RegisteredTarget> of(Arn group) {
    return transaction
        .find(Tables.TARGETS, group.value())
        .map(GroupTargets::targets)
        .orElse(List.of());
  }

  private void store(Arn group, List<RegisteredTarget> targets) {
    if (targets.equals(of(group))) {
      return;
    }
    if (targets.isEmpty()) {
      transaction.remove(Tables.TARGETS, group.value());
    } else {
      transaction.put(Tables.TARGETS, new GroupTargets(group, targets));
    }
  }
}
