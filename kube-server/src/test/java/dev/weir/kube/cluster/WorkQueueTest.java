package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final WorkQueue<String> queue = new WorkQueue<>();

  @Test
  void aKeyWaitsOnceHoweverOftenItIsAdded() throws InterruptedException {
    queue.add("a");
    queue.add("a");
    queue.add("b");

    assertThat(queue.take()).hasValue("a");
    assertThat(queue.take()).hasValue("b");
  }

  @Test
  void aKeyAddedWhileItIsWorkedOnComesAgainAfterwards() throws InterruptedException {
    queue.add("a");
    queue.take();
    queue.add("a");
    queue.add("b");
    assertThat(queue.take()).hasValue("b");

    queue.done("a");

    assertThat(queue.take()).hasValue("a");
  }

  @Test
  void aDelayedKeyComesAfterItsTime() throws InterruptedException {
    long start = System.nanoTime();
    queue.add("now");
    queue.addAfter("later", Duration.ofMillis(30));

    assertThat(queue.take()).hasValue("now");
    assertThat(queue.take()).hasValue("later");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void aKeyHasOneDelayTheEarliestAskedFor() throws InterruptedException {
    queue.addAfter("a", Duration.ofHours(1));
    queue.addAfter("a", Duration.ofMillis(5));
    queue.addAfter("b", Duration.ofMillis(50));

    assertThat(queue.take()).hasValue("a");
    queue.done("a");
    assertThat(queue.take()).hasValue("b");
  }

  @Test
  void closingLetsWaitingWorkersGo() throws InterruptedException {
    var taken = new ArrayList<Optional<String>>();
    Thread worker =
        Thread.startVirtualThread(() -> {
          try {
            taken.add(queue.take());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    queue.close();
    worker.join();

    assertThat(taken).containsExactly(Optional.empty());
  }

  @Test
  void noTwoWorkersHaveTheSameKeyAndNoAdditionIsLost() throws InterruptedException {
    var busy = ConcurrentHashMap.<String>newKeySet();
    var overlapped = new AtomicBoolean();
    var seen = new AtomicInteger[10];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = new AtomicInteger();
    }
    var latest = new AtomicInteger[10];
    for (int i = 0; i < latest.length; i++) {
      latest[i] = new AtomicInteger();
    }
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(Thread.startVirtualThread(() -> work(busy, overlapped, seen, latest)));
    }
    for (int i = 0; i < 20_000; i++) {
      latest[i % 10].incrementAndGet();
      queue.add(Integer.toString(i % 10));
    }
    for (int key = 0; key < 10; key++) {
      while (seen[key].get() < 2_000) {
        Thread.onSpinWait();
      }
    }
    queue.close();
    for (Thread worker : workers) {
      worker.join();
    }

    assertThat(overlapped).isFalse();
  }

  private void work(
      Set<String> busy, AtomicBoolean overlapped, AtomicInteger[] seen, AtomicInteger[] latest) {
    try {
      for (var key = queue.take(); key.isPresent(); key = queue.take()) {
        if (!busy.add(key.get())) {
          overlapped.set(true);
        }
        int index = Integer.parseInt(key.get());
        seen[index].set(latest[index].get());
        busy.remove(key.get());
        queue.done(key.get());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
