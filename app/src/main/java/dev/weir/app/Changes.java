package dev.weir.app;

import dev.weir.console.ChangeSource;
import java.util.concurrent.TimeUnit;

/// Counts what happens anywhere, so that open pages of the console know when to look again.
final class Changes implements ChangeSource {
  private final Object lock = new Object();
  private long revision = System.currentTimeMillis();

  void tell() {
    synchronized (lock) {
      revision++;
      lock.notifyAll();
    }
  }

  @Override
  public long revision() {
    synchronized (lock) {
      return revision;
    }
  }

  @Override
  public long awaitAbove(long known, long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    synchronized (lock) {
      while (revision <= known) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        lock.wait(left);
      }
      return revision;
    }
  }
}
