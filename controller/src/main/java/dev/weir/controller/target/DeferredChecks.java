package dev.weir.controller.target;

import dev.weir.controller.queue.Backoff;
import dev.weir.controller.queue.ReconcileOutcome;
import dev.weir.controller.queue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// Bindings whose checkpoint says that nothing changed are checked against AWS all the same, once
/// per sync period and spread over time, in case somebody changed the targets by hand.
final class DeferredChecks implements AutoCloseable {
  private static final long BASE_MINUTES = 30;
  private static final long SPREAD_SECONDS = 15 * 60;

  private final Duration syncPeriod;
  private final Clock clock;
  private final Map<String, Instant> lastCheck = new ConcurrentHashMap<>();
  private final WorkQueue<String> queue;

  DeferredChecks(Consumer<String> check, Duration syncPeriod, Clock clock) {
    this.syncPeriod = syncPeriod;
    this.clock = clock;
    this.queue =
        WorkQueue.start(
            "targetgroupbinding-deferred",
            1,
            Backoff.STANDARD,
            key -> {
              check.accept(key);
              return ReconcileOutcome.done();
            });
  }

  /// The binding was looked at without asking AWS.
  void skip(String key) {
    Instant now = clock.instant();
    Instant last = lastCheck.getOrDefault(key, Instant.MIN);
    if (last.equals(Instant.MIN) || !now.isBefore(last.plus(syncPeriod))) {
      lastCheck.put(key, now);
      long spread = ThreadLocalRandom.current().nextLong(SPREAD_SECONDS);
      queue.addAfter(key, Duration.ofMinutes(BASE_MINUTES).plusSeconds(spread));
    }
  }

  /// The binding was compared with AWS.
  void checked(String key) {
    lastCheck.put(key, clock.instant());
  }

  void forget(String key) {
    lastCheck.remove(key);
  }

  @Override
  public void close() {
    queue.close();
  }
}
