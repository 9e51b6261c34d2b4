package dev.weir.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The last reconciles of the controller.
@FunctionalInterface
public interface JournalSource {
  /// No journal, for a controller that is elsewhere.
  JournalSource NONE = List::of;

  /// The last reconciles, newest first.
  List<Entry> recent();

  /// One reconcile.
  ///
  /// @param controller which one: `ingress`, `service` or `targetGroupBinding`
  /// @param subject the ingress group, Service or TargetGroupBinding
  /// @param times how often the same came one after the other; `at` is of the last
  record Entry(
      Instant at,
      String controller,
      String subject,
      Duration took,
      List<Change> changes,
      Outcome outcome,
      int times) {
    public Entry {
      changes = List.copyOf(changes);
    }

    String about() {
      return controller + " " + subject;
    }

    /// Whether this only says again what an earlier entry about the same said, as a retry does.
    boolean repeats(Entry earlier) {
      return changes.isEmpty()
          && earlier.changes.isEmpty()
          && outcome.withoutRequest().equals(earlier.outcome.withoutRequest());
    }

    Entry after(Entry earlier) {
      return new Entry(at, controller, subject, took, changes, outcome, times + earlier.times);
    }
  }

  /// One resource that was changed.
  ///
  /// @param kind `created`, `modified` or `deleted`
  /// @param type of the resource in words: `Listener rule`
  /// @param id what it is called in the stack
  /// @param name what the API calls it: an ARN, id or name; empty when unknown
  record Change(String kind, String type, String id, String name, List<Field> fields) {
    public Change {
      fields = List.copyOf(fields);
    }

    /// The page that shows the resource; empty when there is none.
    public String href() {
      String[] parts = name.split("/");
      if (name.contains(":loadbalancer/") && parts.length > 2) {
        return "/load-balancers/" + parts[2];
      }
      boolean inListener = name.contains(":listener/") || name.contains(":listener-rule/");
      if (inListener && parts.length > 2) {
        return "/load-balancers/" + parts[2] + "/listeners/" + id.split(":")[0];
      }
      return name.contains(":targetgroup/") && parts.length > 1 ? "/target-groups/" + parts[1] : "";
    }
  }

  /// A field's old and new value; an absent value is empty.
  record Field(String name, String before, String after) {}

  /// How a reconcile ended.
  sealed interface Outcome {
    /// The same without what differs between requests that fail alike.
    default Outcome withoutRequest() {
      return this;
    }

    record Done() implements Outcome {}

    /// To be continued.
    record Waiting(String reason) implements Outcome {}

    /// @param object what is wrong, empty when unknown
    /// @param field where in the object, empty when unknown
    record Failed(String message, String object, String field) implements Outcome {
      @Override
      public Outcome withoutRequest() {
        return new Failed(message.replaceAll("Request ID: [^,)]*", ""), object, field);
      }
    }
  }
}
