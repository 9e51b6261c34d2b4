package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import java.util.List;
import java.util.Map;

/// All Ingress groups of a cluster.
///
/// @param outcomes every group, sorted by id
/// @param unreadable by `namespace/name`: Ingresses whose class or group cannot be read
public record IngressGroups(List<Outcome> outcomes, Map<String, PlanError> unreadable) {

  public IngressGroups {
    outcomes = List.copyOf(outcomes);
    unreadable = Map.copyOf(unreadable);
  }

  /// A group, or why it has none.
  public sealed interface Outcome {
    IngressGroupId id();
  }

  /// A group whose members are known.
  public record Loaded(IngressGroup group) implements Outcome {
    @Override
    public IngressGroupId id() {
      return group.id();
    }
  }

  /// A group whose members cannot be told.
  public record Refused(IngressGroupId id, PlanError error) implements Outcome {}
}
