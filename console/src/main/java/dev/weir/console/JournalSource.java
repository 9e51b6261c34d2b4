package dev.weir.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The last reconciles of the controller.
@FunctionalInterface
public interface JournalSource {
  /// No journal, for a controller that is elsewhere.
  JournalSource NONE = List::of;

  /// The last reconciles, newest first.
  List<Entry> recent();

  /// One reconcile.
  ///
  /// @param subject the ingress group, Service or TargetGroupBinding
  /// @param changes what was created, modified (old -> new) or deleted, in words
  /// @param error what went wrong, with the object and field that caused it
  record Entry(
      Instant at, String subject, Duration took, List<String> changes, Optional<String> error) {
    public Entry {
      changes = List.copyOf(changes);
    }
  }
}
