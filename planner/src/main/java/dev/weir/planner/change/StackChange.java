package dev.weir.planner.change;

import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The changes of one Ingress group or Service.
///
/// @param plan the plan, or why there is none; then nothing changes
/// @param changes empty when everything is as planned
public record StackChange(PlanResult plan, List<Change> changes) {

  public StackChange {
    changes = List.copyOf(changes);
  }

  /// Compares every plan with what exists of its stack. A stack that exists although nothing asks
  /// for it any more comes last, with all of it destroyed.
  ///
  /// @param observed by kind and stack id; a stack that is absent has nothing
  public static List<StackChange> of(
      List<PlanResult> plans, Map<StackKey, ObservedStack> observed) {
    List<StackChange> changes = new ArrayList<>();
    for (PlanResult plan : plans) {
      changes.add(
          switch (plan) {
            case PlanResult.Planned planned -> between(planned, observed);
            case PlanResult.Failed _ -> new StackChange(plan, List.of());
          });
    }
    for (StackKey orphan : orphans(plans, observed.keySet())) {
      Stack nothing = Stack.builder(orphan.id()).build();
      changes.add(between(new PlanResult.Planned(orphan.kind(), orphan.id(), nothing), observed));
    }
    return changes;
  }

  /// Whether all of it goes because nothing in the cluster asks for it any more.
  public boolean isAbandoned() {
    return plan instanceof PlanResult.Planned planned
        && !changes.isEmpty()
        && planned.stack().specs(LoadBalancerSpec.class).isEmpty();
  }

  private static StackChange between(
      PlanResult.Planned planned, Map<StackKey, ObservedStack> observed) {
    ObservedStack existing =
        observed.getOrDefault(
            new StackKey(planned.kind(), planned.id()), ObservedStack.empty(planned.id()));
    return new StackChange(planned, StackDiff.between(planned.stack(), existing));
  }

  /// The exit code of `weir plan`: 0 nothing changes, 2 something changes, 1 something could not be
  /// planned.
  public static int exitCode(List<StackChange> changes) {
    if (changes.stream().anyMatch(change -> change.plan() instanceof PlanResult.Failed)) {
      return 1;
    }
    return changes.stream().allMatch(change -> change.changes().isEmpty()) ? 0 : 2;
  }

  /// The stacks that exist although nothing is planned for them. That of an Ingress whose class or
  /// group cannot be read is not one: what is to become of it is not known.
  static Set<StackKey> orphans(List<PlanResult> plans, Set<StackKey> observed) {
    Set<StackKey> orphans = new TreeSet<>(observed);
    for (PlanResult plan : plans) {
      orphans.remove(new StackKey(plan.kind(), plan.id()));
      if (plan.kind() == PlanResult.Kind.INGRESS) {
        orphans.remove(new StackKey(PlanResult.Kind.GROUP, plan.id()));
      }
    }
    return orphans;
  }

  /// Names a stack: an Ingress group and a Service may have the same id.
  public record StackKey(PlanResult.Kind kind, String id) implements Comparable<StackKey> {
    @Override
    public int compareTo(StackKey other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : id.compareTo(other.id);
    }
  }
}
