package dev.weir.controller.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Backoff FAST = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20));

  @Test
  void aKeyAddedManyTimesWhileItWaitsIsHandledOnce() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    AtomicInteger handled = new AtomicInteger();
    try (var queue =
        WorkQueue.<String>start(
            "test",
            1,
            FAST,
            key -> {
              switch (key) {
                case "block" -> {
                  held.countDown();
                  await(gate);
                }
                case "last" -> last.countDown();
                default -> handled.incrementAndGet();
              }
              return ReconcileOutcome.done();
            })) {
      queue.add("block");
      await(held);
      for (int i = 0; i < 1000; i++) {
        queue.add("a");
      }
      queue.add("last");
      gate.countDown();
      await(last);
    }
    assertThat(handled).hasValue(1);
  }

  @Test
  void noKeyIsEverHandledByTwoWorkersAtOnceAndTheLastChangeIsSeen() throws Exception {
    Map<Integer, AtomicInteger> inside = new ConcurrentHashMap<>();
    Map<Integer, Integer> seen = new ConcurrentHashMap<>();
    int[] wanted = new int[10];
    AtomicInteger overlaps = new AtomicInteger();
    try (var queue =
        WorkQueue.<Integer>start(
            "test",
            8,
            FAST,
            key -> {
              AtomicInteger here = inside.computeIfAbsent(key, _ -> new AtomicInteger());
              if (here.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
              }
              synchronized (wanted) {
                seen.put(key, wanted[key]);
              }
              here.decrementAndGet();
              return ReconcileOutcome.done();
            })) {
      for (int i = 0; i < 20_000; i++) {
        synchronized (wanted) {
          wanted[i % 10] = i;
        }
        queue.add(i % 10);
      }
      waitUntil(queue::isIdle);
    }
    assertThat(overlaps).hasValue(0);
    for (int key = 0; key < 10; key++) {
      assertThat(seen).containsEntry(key, wanted[key]);
    }
  }

  @Test
  void aFailingKeyComesBackUntilItSucceeds() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    try (var queue =
        WorkQueue.<String>start(
            "test",
            1,
            FAST,
            _ -> {
              if (attempts.incrementAndGet() < 4) {
                throw new IllegalStateException("not yet");
              }
              done.countDown();
              return ReconcileOutcome.done();
            })) {
      queue.add("a");
      await(done);
    }
    assertThat(attempts).hasValue(4);
  }

  @Test
  void theEarliestOfSeveralTimesToComeBackWins() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (var queue =
        WorkQueue.<String>start(
            "test",
            1,
            FAST,
            _ -> {
              done.countDown();
              return ReconcileOutcome.done();
            })) {
      queue.addAfter("a", Duration.ofHours(1));
      queue.addAfter("a", Duration.ofMillis(30));
      queue.addAfter("a", Duration.ofHours(2));
      await(done);
    }
  }

  @Test
  void theDelayDoublesWithEachFailureUpToTheLimit() {
    assertThat(Backoff.STANDARD.after(0)).isEqualTo(Duration.ofMillis(5));
    assertThat(Backoff.STANDARD.after(3)).isEqualTo(Duration.ofMillis(40));
    assertThat(Backoff.STANDARD.after(17)).isEqualTo(Duration.ofMillis(5L << 17));
    assertThat(Backoff.STANDARD.after(18)).isEqualTo(Duration.ofSeconds(1000));
    assertThat(Backoff.STANDARD.after(1000)).isEqualTo(Duration.ofSeconds(1000));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void waitUntil(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
