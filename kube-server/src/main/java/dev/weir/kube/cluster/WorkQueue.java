package dev.weir.kube.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
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
  private final Map<K, Delayed<K>> delayOf = new HashMap<>();
  private boolean closed;

  synchronized void add(K key) {
    if (waiting.add(key)) {
      notifyAll();
    }
  }

  /// Adds a key after a while. A key has one delay, the earliest asked for; taking the key ends it,
  /// since whoever works on it decides anew.
  synchronized void addAfter(K key, Duration delay) {
    if (!delay.isPositive()) {
      add(key);
      return;
    }
    var asked = new Delayed<>(key, System.nanoTime() + delay.toNanos());
    Delayed<K> before = delayOf.get(key);
    if (before == null || asked.compareTo(before) < 0) {
      delayed.remove(before);
      delayOf.put(key, asked);
      delayed.add(asked);
      notifyAll();
    }
  }

  /// Takes the next key; empty when the queue was closed. Give it back with `done`.
  synchronized Optional<K> take() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      while (!delayed.isEmpty() && delayed.peek().atNanos() - now <= 0) {
        K due = delayed.remove().key();
        delayOf.remove(due);
        waiting.add(due);
      }
      for (K key : waiting) {
        if (working.add(key)) {
          waiting.remove(key);
          forgetDelay(key);
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

  private void forgetDelay(K key) {
    Delayed<K> delay = delayOf.remove(key);
    if (delay != null) {
      delayed.remove(delay);
    }
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
