package dev.weir.proxy.health;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a test make the checks of one target happen one by one.
public final class Steps implements Pause {
  private final Semaphore arrived = new Semaphore(0);
  private final Semaphore go = new Semaphore(0);
  private volatile Duration last = Duration.ZERO;

  @Override
  public void pause(Duration duration) throws InterruptedException {
    last = duration;
    arrived.release();
    go.acquire();
  }

  /// Waits until a check is over.
  public void awaitCheck() {
    try {
      if (!arrived.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new AssertionError("no health check within 30 seconds");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Ends the pause and waits until the next check is over.
  public void nextCheck() {
    go.release();
    awaitCheck();
  }

  Duration lastPause() {
    return last;
  }
}
