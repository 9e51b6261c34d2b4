package dev.weir.store;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls {@link ElbStore#expire} several times a second.
final class Timekeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Timekeeper.class);
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Thread thread;

  private Timekeeper(Thread thread) {
    this.thread = thread;
  }

  static Timekeeper start(ElbStore store) {
    return new Timekeeper(Thread.ofVirtual().name("elb-store-timekeeper").start(() -> run(store)));
  }

  private static void run(ElbStore store) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PERIOD);
        store.expire();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("What is due could not be done", e);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
