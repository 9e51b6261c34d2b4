package dev.weir.controller.queue;

import java.time.Duration;
import java.util.Optional;

/// A reconcile cannot go on now and says when to try again; not an error.
public final class RequeueNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long delayMillis;

  private RequeueNeeded(String reason, long delayMillis) {
    super(reason);
    this.delayMillis = delayMillis;
  }

  /// At once, but rate-limited.
  public static RequeueNeeded now(String reason) {
    return new RequeueNeeded(reason, -1);
  }

  public static RequeueNeeded after(Duration delay, String reason) {
    return new RequeueNeeded(reason, delay.toMillis());
  }

  /// The fixed delay; empty when the queue's back-off decides.
  public Optional<Duration> delay() {
    return delayMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(delayMillis));
  }

  /// What a work queue does about it.
  public ReconcileOutcome outcome() {
    if (delayMillis < 0) {
      return new ReconcileOutcome.Failed(this, true);
    }
    return new ReconcileOutcome.RequeueAfter(
        Duration.ofMillis(delayMillis), String.valueOf(getMessage()));
  }
}
