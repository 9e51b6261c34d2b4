package dev.weir.controller.aws;

import java.time.Duration;
import java.util.function.Predicate;

/// Calls again while AWS still thinks that something is in use, because it settles with a delay.
///
/// @param interval between two attempts
/// @param limit after this time the failure is passed on
public record Retry(Duration interval, Duration limit) {
  /// Runs the call until it succeeds, fails otherwise, or the time is up.
  public void run(Runnable call, Predicate<RuntimeException> again) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        call.run();
        return;
      } catch (RuntimeException e) {
        if (!again.test(e) || System.nanoTime() + interval.toNanos() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  /// As [#run(Runnable, Predicate)] for service error codes.
  public void run(Runnable call, String... codes) {
    run(call, e -> AwsErrors.is(e, codes));
  }

  private void pause() {
    try {
      Thread.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for AWS", e);
    }
  }
}
