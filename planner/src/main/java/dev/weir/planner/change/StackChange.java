package dev.weir.planner.change;

import dev.weir.planner.plan.PlanResult;
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

  /// Compares every plan with what exists of its stack.
  ///
  /// @param observed by kind and stack id; a stack that is absent has nothing
  public static List<StackChange> of(
      List<PlanResult> plans, Map<StackKey, ObservedStack> observed) {
    List<StackChange> changes = new ArrayList<>();
    for (PlanResult plan : plans) {
      ObservedStack existing =
          observed.getOrDefault(
              new StackKey(plan.kind(), plan.id()), ObservedStack.empty(plan.id()));
      changes.add(
          switch (plan) {
            case PlanResult.Planned planned ->
                new StackChange(plan, StackDiff.between(planned.stack(), existing));
            case PlanResult.Failed _ -> new StackChange(plan, List.of());
          });
    }
    return changes;
  }

  /// The exit code of `weir plan`: 0 nothing changes, 2 something changes, 1 something could not be
  /// planned.
  public static int exitCode(List<StackChange> changes) {
    if (changes.stream().anyMatch(change -> change.plan() instanceof PlanResult.Failed)) {
      return 1;
    }
    return changes.stream().allMatch(change -> change.changes().isEmpty()) ? 0 : 2;
  }

  /// The stacks that exist although nothing is planned for them.
  public static Set<StackKey> orphans(List<PlanResult> plans, Set<StackKey> observed) {
    Set<StackKey> orphans = new TreeSet<>(observed);
    plans.forEach(plan -> orphans.remove(new StackKey(plan.kind(), plan.id())));
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
