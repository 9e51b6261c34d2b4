package dev.weir.controller.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One reconcile of a stack.
///
/// @param controller `ingress`, `service` or `targetGroupBinding`
/// @param key the group or object: `name` or `namespace/name`
public record ReconcileEntry(
    String controller,
    String key,
    Instant start,
    Duration duration,
    List<Change> changes,
    Result result) {
  public ReconcileEntry {
    changes = List.copyOf(changes);
  }

  /// How it ended.
  public sealed interface Result {
    record Succeeded() implements Result {}

    /// Not finished, to be continued: for example while a load balancer is provisioning.
    record Waiting(String reason) implements Result {}

    /// @param object what is wrong, empty when unknown
    /// @param field where in the object, empty when unknown
    record Failed(String message, String object, String field) implements Result {}
  }

  public boolean isUneventful() {
    return changes.isEmpty() && result instanceof Result.Succeeded;
  }
}
