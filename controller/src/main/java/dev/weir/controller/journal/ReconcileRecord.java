package dev.weir.controller.journal;

import dev.weir.controller.queue.RequeueNeeded;
import dev.weir.planner.PlanError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One reconcile while it runs; writes its entry to the journal when it ends.
public final class ReconcileRecord {
  private final ReconcileJournal journal;
  private final Clock clock;
  private final String controller;
  private final String key;
  private final Instant start;
  private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());

  private ReconcileRecord(ReconcileJournal journal, Clock clock, String controller, String key) {
    this.journal = journal;
    this.clock = clock;
    this.controller = controller;
    this.key = key;
    this.start = clock.instant();
  }

  public static ReconcileRecord start(
      ReconcileJournal journal, Clock clock, String controller, String key) {
    return new ReconcileRecord(journal, clock, controller, key);
  }

  /// Where the deployment notes what it changes.
  public List<Change> changes() {
    return changes;
  }

  public void succeeded() {
    end(new ReconcileEntry.Result.Succeeded());
  }

  public void failed(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    switch (failure) {
      case RequeueNeeded _ -> end(new ReconcileEntry.Result.Waiting(message));
      case PlanError e -> end(new ReconcileEntry.Result.Failed(message, e.object(), e.field()));
      default -> end(new ReconcileEntry.Result.Failed(message, "", ""));
    }
  }

  private void end(ReconcileEntry.Result result) {
    Duration duration = Duration.between(start, clock.instant());
    journal.add(new ReconcileEntry(controller, key, start, duration, changes, result));
  }
}
