package dev.weir.controller.queue;

import java.time.Duration;

/// Is told what a work queue does, for its metrics. Called under the queue's lock: must be quick.
public interface QueueObserver {
  QueueObserver NONE = new None();

  /// The queue has this many workers.
  void started(int workers);

  /// A key was added that was not waiting.
  void added();

  /// So many keys wait.
  void waiting(int keys);

  /// A worker took a key that had waited this long.
  void taken(Object key, Duration waited);

  /// The worker is done with the key.
  void handled(Object key, ReconcileOutcome outcome);

  /// The key comes back after the back-off.
  void retried();

  /// Tells nobody.
  final class None implements QueueObserver {
    private None() {}

    @Override
    public void started(int workers) {}

    @Override
    public void added() {}

    @Override
    public void waiting(int keys) {}

    @Override
    public void taken(Object key, Duration waited) {}

    @Override
    public void handled(Object key, ReconcileOutcome outcome) {}

    @Override
    public void retried() {}
  }
}
