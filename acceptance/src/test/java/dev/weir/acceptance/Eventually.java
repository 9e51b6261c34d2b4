package dev.weir.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Waits for something to become true, by asking again.
final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  /// Repeats the assertion until it holds; after the limit its last failure is thrown.
  static void within(Duration limit, ThrowingCallable assertion) {
    get(
        limit,
        () -> {
          try {
            assertion.call();
            return true;
          } catch (AssertionError | RuntimeException e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// Repeats until a value comes without an exception.
  static <T> T get(Duration limit, Supplier<T> value) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return value.get();
      } catch (AssertionError | RuntimeException e) {
        if (System.nanoTime() >= deadline) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
