package dev.weir.controller.queue;

import java.time.Duration;

/// How one reconcile of a key ended, which decides when the key comes back.
public sealed interface ReconcileOutcome {
  /// Nothing more to do until something changes.
  record Done() implements ReconcileOutcome {}

  /// Not an error: come back after `delay`, because of `reason`.
  record RequeueAfter(Duration delay, String reason) implements ReconcileOutcome {}

  /// Come back after an exponentially growing delay. `expected` failures are not worth an error
  /// line.
  record Failed(RuntimeException cause, boolean expected) implements ReconcileOutcome {}

  static ReconcileOutcome done() {
    return new Done();
  }
}
