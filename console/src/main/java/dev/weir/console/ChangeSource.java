package dev.weir.console;

import java.util.concurrent.TimeUnit;

/// Tells that what the pages show may have changed.
public interface ChangeSource {

  /// A number that grows with every change.
  long revision();

  /// Waits until the revision is above the one known, for at most this time; returns the revision.
  long awaitAbove(long known, long timeout, TimeUnit unit) throws InterruptedException;

  /// Counts the clock as changes, for APIs that cannot be asked to tell.
  static ChangeSource everySeconds(int seconds) {
    return new ChangeSource() {
      private final long periodNanos = TimeUnit.SECONDS.toNanos(seconds);

      @Override
      public long revision() {
        return System.nanoTime() / periodNanos;
      }

      @Override
      public long awaitAbove(long known, long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = Math.min(unit.toNanos(timeout), (known + 1) * periodNanos - System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos));
        return revision();
      }
    };
  }
}
