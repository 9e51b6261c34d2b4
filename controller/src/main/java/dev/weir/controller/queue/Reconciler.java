package dev.weir.controller.queue;

/// Makes the world match what is wanted for one key. Called by one worker at a time per key.
@FunctionalInterface
public interface Reconciler<K> {
  ReconcileOutcome reconcile(K key);
}
