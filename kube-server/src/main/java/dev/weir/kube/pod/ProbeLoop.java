package dev.weir.kube.pod;

import java.util.Optional;

/// Tries a probe again and again and applies its thresholds.
final class ProbeLoop implements Runnable {
  /// What follows from the tries.
  interface Outcome {
    /// Enough successes in a row.
    ///
    /// @return whether to go on
    boolean onSuccess();

    /// One try failed.
    void onTryFailed(String message);

    /// Enough failures in a row.
    ///
    /// @return whether to go on
    boolean onFailure();
  }

  private final ProbeSpec spec;
  private final ProbeCheck check;
  private final Outcome outcome;
  private int successes;
  private int failures;

  ProbeLoop(ProbeSpec spec, ProbeCheck check, Outcome outcome) {
    this.spec = spec;
    this.check = check;
    this.outcome = outcome;
  }

  @Override
  public void run() {
    try {
      Thread.sleep(spec.initialDelay());
      while (goesOnAfter(check.failure(spec.check(), spec.timeout()))) {
        Thread.sleep(spec.period());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean goesOnAfter(Optional<String> failure) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    if (failure.isEmpty()) {
      failures = 0;
      successes++;
      return successes < spec.successThreshold() || outcome.onSuccess();
    }
    successes = 0;
    failures++;
    outcome.onTryFailed(failure.get());
    return failures < spec.failureThreshold() || outcome.onFailure();
  }
}
