package dev.weir.kube.store;

import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A bounded queue of changes to the objects of one type, in revision order.
///
/// A watcher that falls behind by more than the queue holds is cut off: [#poll] then throws 410 and
/// the watcher lists and watches again.
public final class Watch implements AutoCloseable {
  private final KubeStore store;
  private final String resource;
  private final @Nullable String namespace;
  private final Selector selector;
  private final LinkedBlockingQueue<WatchEvent> queue;
  private volatile boolean overflowed;
  private volatile boolean closed;

  Watch(
      KubeStore store,
      String resource,
      @Nullable String namespace,
      Selector selector,
      int capacity,
      List<Change> missed) {
    this.store = store;
    this.resource = resource;
    this.namespace = namespace;
    this.selector = selector;
    this.queue = new LinkedBlockingQueue<>(capacity + missed.size());
    missed.forEach(this::offer);
  }

  /// The next change, null if there is none within the time.
  ///
  /// @throws StatusException 410 if the watcher was too slow, or the store was closed
  public @Nullable WatchEvent poll(Duration timeout) throws InterruptedException {
    WatchEvent event = queue.poll();
    if (event == null && !overflowed && !closed) {
      event = queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (event == null && (overflowed || closed)) {
      throw StatusException.expired("the watch was closed: too many events are waiting");
    }
    return event;
  }

  /// Whether a change is waiting already.
  public boolean hasMore() {
    return !queue.isEmpty();
  }

  /// Waits for the next change.
  ///
  /// @throws StatusException 410 if the watcher was too slow, or the store was closed
  public WatchEvent take() throws InterruptedException {
    while (true) {
      WatchEvent event = poll(Duration.ofSeconds(1));
      if (event != null) {
        return event;
      }
    }
  }

  /// Called with every change, in order, under the store's lock.
  void offer(Change change) {
    ResourceKey key = change.key();
    if (!key.resource().equals(resource)
        || (namespace != null && !namespace.equals(key.namespace()))) {
      return;
    }
    WatchEvent event = seen(change);
    if (event != null && !queue.offer(event)) {
      overflowed = true;
    }
  }

  private @Nullable WatchEvent seen(Change change) {
    ObjectNode before = change.before();
    ObjectNode after = change.after();
    boolean matchedBefore = before != null && selector.matches(before);
    boolean matchesNow = after != null && selector.matches(after);
    if (matchesNow && after != null) {
      WatchEvent.Type type = matchedBefore ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED;
      return new WatchEvent(type, change.key(), after, change.revision());
    }
    if (matchedBefore) {
      return new WatchEvent(
          WatchEvent.Type.DELETED, change.key(), change.last(), change.revision());
    }
    return null;
  }

  /// Whether the queue has overflowed; the store then forgets the watch.
  boolean isDead() {
    return overflowed || closed;
  }

  @Override
  public void close() {
    closed = true;
    store.forget(this);
  }
}
