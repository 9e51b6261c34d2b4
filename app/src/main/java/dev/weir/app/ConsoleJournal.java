package dev.weir.app;

import dev.weir.console.JournalSource;
import dev.weir.controller.journal.Change;
import dev.weir.controller.journal.ReconcileEntry;
import dev.weir.controller.journal.ReconcileJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    List<String> changes = new ArrayList<>();
    for (Change change : entry.changes()) {
      changes.add(words(change));
    }
    return new Entry(
        entry.start(),
        entry.controller() + " " + entry.key(),
        entry.duration(),
        changes,
        error(entry, changes));
  }

  private static String words(Change change) {
    String type = change.resourceType().substring(change.resourceType().lastIndexOf(':') + 1);
    StringBuilder words =
        new StringBuilder(change.kind().name().toLowerCase(Locale.ROOT))
            .append(' ')
            .append(type)
            .append(' ')
            .append(change.resourceId());
    for (Change.Field field : change.fields()) {
      words
          .append("; ")
          .append(field.name())
          .append(": ")
          .append(field.before())
          .append(" -> ")
          .append(field.after());
    }
    return words.toString();
  }

  private static Optional<String> error(ReconcileEntry entry, List<String> changes) {
    return switch (entry.result()) {
      case ReconcileEntry.Result.Succeeded() -> Optional.empty();
      case ReconcileEntry.Result.Waiting(String reason) -> {
        changes.add("to be continued: " + reason);
        yield Optional.empty();
      }
      case ReconcileEntry.Result.Failed(String message, String object, String field) ->
          Optional.of(
              message
                  + (object.isEmpty()
                      ? ""
                      : " (" + object + (field.isEmpty() ? "" : ", " + field) + ")"));
    };
  }
}
