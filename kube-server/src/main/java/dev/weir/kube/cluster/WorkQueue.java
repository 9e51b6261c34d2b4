package dev.weir.kube.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// Keys that wait to be looked at.
///
/// A key waits once however often it is added. While it is being worked on it is not handed out
/// again; added meanwhile, it waits for the worker to be done.
///
/// @param <K> a value with equality
final class WorkQueue<K> {
  private record Delayed<K>(K key, long atNanos) implements Comparable<Delayed<K>> {
    @Override
    public int compareTo(Delayed<K> other) {
      return Long.signum(atNanos - other.atNanos);
    }
  }

  private final LinkedHashSet<K> waiting = new LinkedHashSet<>();
  private final Set<K> working = new HashSet<>();
  private final PriorityQueue<Delayed<K>> delayed = new PriorityQueue<>();
  private boolean closed;

  synchronized void add(K key) {
    if (waiting.add(key)) {
      notifyAll();
    }
  }

  synchronized void addAfter(K key, Duration delay) {
    if (!delay.isPositive()) {
      add(key);
      return;
    }
    delayed.add(new Delayed<>(key, System.nanoTime() + delay.toNanos()));
    notifyAll();
  }

  /// Takes the next key; empty when the queue was closed. Give it back with `done`.
  synchronized Optional<K> take() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      while (!delayed.isEmpty() && delayed.peek().atNanos() - now <= 0) {
        waiting.add(delayed.remove().key());
      }
      for (K key : waiting) {
        if (working.add(key)) {
          waiting.remove(key);
          return Optional.of(key);
        }
      }
      if (delayed.isEmpty()) {
        wait();
      } else {
        wait(Math.max(1, (delayed.peek().atNanos() - now) / 1_000_000));
      }
    }
    return Optional.empty();
  }

  synchronized void done(K key) {
    working.remove(key);
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
