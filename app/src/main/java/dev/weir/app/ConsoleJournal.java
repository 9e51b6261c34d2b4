package dev.weir.app;

import dev.weir.console.JournalSource;
import dev.weir.controller.journal.ReconcileEntry;
import dev.weir.controller.journal.ReconcileJournal;
import java.util.List;
import java.util.Locale;

/// Shows the console the controller's journal.
final class ConsoleJournal implements JournalSource {
  private final ReconcileJournal journal;

  ConsoleJournal(ReconcileJournal journal) {
    this.journal = journal;
  }

  @Override
  public List<Entry> recent() {
    return journal.entries().stream().map(ConsoleJournal::entry).toList();
  }

  private static Entry entry(ReconcileEntry entry) {
    return new Entry(
        entry.start(),
        entry.controller(),
        entry.key(),
        entry.duration(),
        entry.changes().stream().map(ConsoleJournal::change).toList(),
        switch (entry.result()) {
          case ReconcileEntry.Result.Succeeded() -> new Outcome.Done();
          case ReconcileEntry.Result.Waiting(String reason) -> new Outcome.Waiting(reason);
          case ReconcileEntry.Result.Failed(String message, String object, String field) ->
              new Outcome.Failed(message, object.isEmpty() ? subject(entry) : object, field);
        },
        1);
  }

  /// What the reconcile was about, for an error that names no object: a group of one Ingress has
  /// that Ingress' name.
  private static String subject(ReconcileEntry entry) {
    boolean isObject = entry.key().contains("/");
    return switch (entry.controller()) {
      case "ingress" -> (isObject ? "Ingress " : "Ingress group ") + entry.key();
      case "service" -> "Service " + entry.key();
      case "targetGroupBinding" -> "TargetGroupBinding " + entry.key();
      default -> entry.controller() + " " + entry.key();
    };
  }

  private static Change change(dev.weir.controller.journal.Change change) {
    return new Change(
        change.kind().name().toLowerCase(Locale.ROOT),
        words(change.resourceType()),
        change.resourceId(),
        change.name(),
        change.fields().stream()
            .map(field -> new Field(field.name(), field.before(), field.after()))
            .toList());
  }

  /// `AWS::ElasticLoadBalancingV2::ListenerRule` as `Listener rule`.
  static String words(String resourceType) {
    String type = resourceType.substring(resourceType.lastIndexOf(':') + 1);
    String spaced = type.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return spaced.substring(0, 1) + spaced.substring(1).toLowerCase(Locale.ROOT);
  }
}
