package dev.weir.controller.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A queue of keys to reconcile with the semantics of client-go's rate-limiting work queue.
///
/// A key that is added while it waits is not queued twice; a key that is added while a worker has
/// it is queued again when that worker is done, so no key is ever handled by two workers at once
/// and no change is lost. Failures come back after a [Backoff]; success forgets the failures.
/// Workers and timers are virtual threads.
public final class WorkQueue<K> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);

  private final String name;
  private final Backoff backoff;
  private final Reconciler<K> reconciler;
  private final ScheduledExecutorService timer;
  private final List<Thread> workers = new ArrayList<>();

  private final Object lock = new Object();
  private final Deque<K> waiting = new ArrayDeque<>();
  private final Set<K> dirty = new HashSet<>();
  private final Set<K> busy = new HashSet<>();
  private final Map<K, Integer> failures = new HashMap<>();
  private final Map<K, Delayed> delayed = new HashMap<>();
  private final Map<K, Long> addedAt = new HashMap<>();
  private final QueueObserver observer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Delayed(long dueNanos, ScheduledFuture<?> future) {}

  private WorkQueue(
      String name, Backoff backoff, Reconciler<K> reconciler, QueueObserver observer) {
    this.observer = observer;
    this.name = name;
    this.backoff = backoff;
    this.reconciler = reconciler;
    this.timer = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  }

  /// A queue whose workers run at once. `name` shows up in thread names and logs.
  public static <K> WorkQueue<K> start(
      String name, int workerCount, Backoff backoff, Reconciler<K> reconciler) {
    return start(name, workerCount, backoff, reconciler, QueueObserver.NONE);
  }

  /// The same, with somebody who is told what happens.
  public static <K> WorkQueue<K> start(
      String name,
      int workerCount,
      Backoff backoff,
      Reconciler<K> reconciler,
      QueueObserver observer) {
    if (workerCount < 1) {
      throw new IllegalArgumentException(name + " workers: " + workerCount + " (expected: >= 1)");
    }
    WorkQueue<K> queue = new WorkQueue<>(name, backoff, reconciler, observer);
    observer.started(workerCount);
    for (int i = 0; i < workerCount; i++) {
      queue.workers.add(Thread.ofVirtual().name(name + "-" + i).start(queue::work));
    }
    return queue;
  }

  /// Queues the key now. Cheap, never blocks, may be called from informer threads.
  public void add(K key) {
    synchronized (lock) {
      if (closed.get() || !dirty.add(key)) {
        return;
      }
      observer.added();
      addedAt.put(key, System.nanoTime());
      if (!busy.contains(key)) {
        enqueue(key);
      }
    }
  }

  private void enqueue(K key) {
    waiting.add(key);
    observer.waiting(waiting.size());
    lock.notifyAll();
  }

  /// Queues the key after the delay, or earlier if an earlier time was asked for already.
  public void addAfter(K key, Duration delay) {
    if (delay.isZero() || delay.isNegative()) {
      add(key);
      return;
    }
    long due = System.nanoTime() + delay.toNanos();
    synchronized (lock) {
      Delayed earlier = delayed.get(key);
      if (closed.get() || (earlier != null && earlier.dueNanos() - due <= 0)) {
        return;
      }
      if (earlier != null) {
        earlier.future().cancel(false);
      }
      var future = timer.schedule(() -> fire(key, due), delay.toNanos(), TimeUnit.NANOSECONDS);
      delayed.put(key, new Delayed(due, future));
    }
  }

  /// Keys that wait to be handled now, without delayed ones.
  public int depth() {
    synchronized (lock) {
      return waiting.size();
    }
  }

  /// True when nothing waits and no worker is busy; delayed keys do not count.
  public boolean isIdle() {
    synchronized (lock) {
      return waiting.isEmpty() && busy.isEmpty();
    }
  }

  /// Takes no more keys and waits for the workers; one that does not end within 10 s is
  /// interrupted.
  @Override
  public void close() {
    synchronized (lock) {
      closed.set(true);
      waiting.clear();
      lock.notifyAll();
    }
    timer.shutdownNow();
    try {
      for (Thread worker : workers) {
        if (!worker.join(Duration.ofSeconds(10))) {
          worker.interrupt();
        }
      }
    } catch (InterruptedException e) {
      workers.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private void fire(K key, long due) {
    synchronized (lock) {
      Delayed entry = delayed.get(key);
      if (entry != null && entry.dueNanos() == due) {
        delayed.remove(key);
      }
    }
    add(key);
  }

  private void work() {
    for (K key = take(); key != null; key = take()) {
      ReconcileOutcome outcome = handle(key);
      release(key, outcome);
      apply(key, outcome);
    }
  }

  private @Nullable K take() {
    synchronized (lock) {
      while (waiting.isEmpty() && !closed.get()) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return null;
        }
      }
      if (closed.get()) {
        return null;
      }
      K key = waiting.remove();
      dirty.remove(key);
      busy.add(key);
      observer.waiting(waiting.size());
      Long added = addedAt.remove(key);
      long waited = added == null ? 0 : System.nanoTime() - added;
      observer.taken(key, Duration.ofNanos(waited));
      return key;
    }
  }

  private ReconcileOutcome handle(K key) {
    try {
      return reconciler.reconcile(key);
    } catch (RequeueNeeded e) {
      return e.outcome();
    } catch (RuntimeException e) {
      return new ReconcileOutcome.Failed(e, false);
    }
  }

  private void release(K key, ReconcileOutcome outcome) {
    synchronized (lock) {
      busy.remove(key);
      observer.handled(key, outcome);
      if (dirty.contains(key) && !closed.get()) {
        enqueue(key);
      }
      lock.notifyAll();
    }
  }

  private void apply(K key, ReconcileOutcome outcome) {
    switch (outcome) {
      case ReconcileOutcome.Done _ -> forget(key);
      case ReconcileOutcome.RequeueAfter(Duration delay, String reason) -> {
        log.debug("requeue {} {} after {}: {}", name, key, delay, reason);
        forget(key);
        addAfter(key, delay);
      }
      case ReconcileOutcome.Failed(RuntimeException cause, boolean expected) -> {
        Duration delay = backoff.after(countFailure(key));
        observer.retried();
        if (expected || closed.get()) {
          log.debug("requeue {} {} after {}: {}", name, key, delay, cause.getMessage());
        } else {
          log.error(
              "Reconciler error controller={} key={} retry={}: {}",
              name,
              key,
              delay,
              cause.getMessage());
          log.debug("Reconciler error", cause);
        }
        addAfter(key, delay);
      }
    }
  }

  private void forget(K key) {
    synchronized (lock) {
      failures.remove(key);
    }
  }

  private int countFailure(K key) {
    synchronized (lock) {
      return failures.merge(key, 1, Integer::sum) - 1;
    }
  }
}
