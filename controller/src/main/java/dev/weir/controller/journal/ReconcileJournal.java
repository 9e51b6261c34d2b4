package dev.weir.controller.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The last reconciles, newest first, in memory. Those that changed nothing are left out.
public final class ReconcileJournal {
  private final int capacity;
  private final Deque<ReconcileEntry> entries = new ArrayDeque<>();
  private final List<Consumer<ReconcileEntry>> listeners = new CopyOnWriteArrayList<>();

  /// @param capacity how many entries are kept
  public ReconcileJournal(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("journal capacity: " + capacity + " (expected: >= 1)");
    }
    this.capacity = capacity;
  }

  /// Calls the listener with every entry from now on, on the reconcile's thread: it must be quick.
  public void listen(Consumer<ReconcileEntry> listener) {
    listeners.add(listener);
  }

  public void add(ReconcileEntry entry) {
    if (entry.isUneventful()) {
      return;
    }
    synchronized (entries) {
      if (entries.size() == capacity) {
        entries.removeLast();
      }
      entries.addFirst(entry);
    }
    listeners.forEach(listener -> listener.accept(entry));
  }

  public List<ReconcileEntry> entries() {
    synchronized (entries) {
      return new ArrayList<>(entries);
    }
  }
}
