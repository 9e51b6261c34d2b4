package dev.weir.kube.store;

import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// All objects, the revision sequence, the recent history and the watches, under one lock.
///
/// The sequence starts at the wall clock in milliseconds, or after the last revision of an earlier
/// process, so that a client which reconnects after a restart always holds an older revision than
/// the server and is told to list again.
final class ObjectTable {
  private static final int WATCH_CAPACITY = 4096;

  private final Object lock = new Object();
  private final TreeMap<ResourceKey, ObjectNode> objects = new TreeMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final int historySize;
  private final Journal journal;
  private long revision;
  private long compacted;

  ObjectTable(Clock clock, int historySize, Journal journal) {
    this.historySize = historySize;
    this.journal = journal;
    Journal.Recovered recovered = journal.recover();
    revision = Math.max(clock.millis(), recovered.revision() + 1);
    compacted = revision;
    objects.putAll(recovered.objects());
  }

  long revision() {
    synchronized (lock) {
      return revision;
    }
  }

  @Nullable ObjectNode get(ResourceKey key) {
    synchronized (lock) {
      return objects.get(key);
    }
  }

  ObjectList list(String resource, @Nullable String namespace, Selector selector) {
    List<ObjectNode> all = new ArrayList<>();
    long at;
    synchronized (lock) {
      at = revision;
      ResourceKey from = new ResourceKey(resource, namespace == null ? "" : namespace, "");
      for (var entry : objects.tailMap(from, true).entrySet()) {
        ResourceKey key = entry.getKey();
        if (!key.resource().equals(resource)
            || (namespace != null && !key.namespace().equals(namespace))) {
          break;
        }
        all.add(entry.getValue());
      }
    }
    return new ObjectList(all.stream().filter(selector::matches).toList(), at);
  }

  /// Replaces what is stored under the key, if that still is `before`.
  ///
  /// @param after null to remove; gets its resourceVersion here
  /// @return the revision, or -1 if another write came first
  long commit(ResourceKey key, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    long committed;
    synchronized (lock) {
      if (objects.get(key) != before) {
        return -1;
      }
      committed = ++revision;
      if (after == null) {
        objects.remove(key);
      } else {
        Meta.of(after).put("resourceVersion", Long.toString(committed));
        objects.put(key, after);
      }
      publish(new Change(key, before, after, committed));
    }
    journal.await(committed);
    return committed;
  }

  private void publish(Change change) {
    journal.append(change);
    history.addLast(change);
    if (history.size() > historySize) {
      compacted = history.removeFirst().revision();
    }
    listeners.forEach(listener -> listener.accept(change));
    for (Watch watch : watches) {
      watch.offer(change);
      if (watch.isDead()) {
        watches.remove(watch);
      }
    }
  }

  Watch watch(
      KubeStore store,
      ResourceType type,
      @Nullable String namespace,
      Selector selector,
      long fromRevision) {
    synchronized (lock) {
      if (fromRevision < compacted || fromRevision > revision) {
        throw StatusException.expired(
            "too old resource version: " + fromRevision + " (" + compacted + ")");
      }
      List<Change> missed =
          history.stream().filter(change -> change.revision() > fromRevision).toList();
      Watch watch = new Watch(store, type.resource(), namespace, selector, WATCH_CAPACITY, missed);
      watches.add(watch);
      return watch;
    }
  }

  void forget(Watch watch) {
    watches.remove(watch);
  }

  /// Is given every change from now on, in order, under the lock: must be quick.
  void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  void close() {
    for (Watch watch : watches) {
      watch.close();
    }
    journal.close();
  }
}
