package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// The state of every load balancer and of what surrounds it; the only way to change it.
///
/// Changes are transactions. One thread runs them one after the other, makes them durable in the
/// journal, publishes the new state and only then lets the caller go on. Readers take the latest
/// state without waiting for anybody.
///
/// ```java
/// try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
///   store.subscribe(proxy::apply);
///   store.write(transaction -> transaction.targetGroups().create(group, tags));
/// }
/// ```
public final class ElbStore implements AutoCloseable {
  private final StoreConfig config;
  private final ChangeFeed feed = new ChangeFeed();
  private final Writer writer;
  private final Timekeeper timekeeper;
  private final Set<Arn> bound = ConcurrentHashMap.newKeySet();

  private ElbStore(StoreConfig config) {
    this.config = config;
    this.writer = Writer.start(config, feed);
    this.timekeeper = Timekeeper.start(this);
  }

  /// Reads the journal and starts the writer.
  ///
  /// @throws JournalException when the journal cannot be read
  public static ElbStore open(StoreConfig config) {
    return new ElbStore(config);
  }

  public StoreConfig config() {
    return config;
  }

  /// The latest committed state.
  public StoreState state() {
    return writer.state();
  }

  /// The part of the latest state that the data plane serves.
  public ElbSnapshot snapshot() {
    return state().elb();
  }

  /// Runs a change and returns its result once it is durable and published.
  ///
  /// Several callers may write at once; they share one flush of the journal. A change must do no
  /// I/O: everybody else waits for it.
  ///
  /// @throws StoreException when the change was refused or the journal failed; nothing has changed
  public <T> T write(Function<Transaction, T> change) {
    return writer.write(change);
  }

  /// Delivers the current snapshot at once, and the latest one whenever it changed.
  ///
  /// The consumer is called on a thread of its own, one call at a time. Snapshots that were
  /// overtaken while it was busy are left out. It never holds up a writer.
  public Subscription subscribe(Consumer<ElbSnapshot> consumer) {
    return feed.subscribe(consumer, snapshot());
  }

  /// The data plane has bound this load balancer: it becomes `active` as soon as the provisioning
  /// delay has passed. Nothing happens when it is unknown or active already.
  public void markActive(Arn loadBalancer) {
    if (Provisioning.waits(state(), loadBalancer)) {
      bound.add(loadBalancer);
      expire();
    }
  }

  /// The data plane cannot bind this load balancer: it becomes `failed`, until it is marked active.
  public void markFailed(Arn loadBalancer) {
    bound.remove(loadBalancer);
    if (Provisioning.waits(state(), loadBalancer)) {
      write(transaction -> {
        transaction.loadBalancers().fail(loadBalancer);
        return loadBalancer;
      });
    }
  }

  /// Does what is due by the clock: forgets targets whose deregistration delay is over, activates
  /// load balancers whose provisioning delay is. The store calls it often enough by itself; tests
  /// with a clock of their own call it after turning the clock.
  public void expire() {
    bound.retainAll(state().elb().loadBalancers().keySet());
    Set<Arn> ready = Provisioning.ready(state(), config, bound);
    if (!ready.isEmpty() || Draining.isDue(state(), config.clock().instant())) {
      write(transaction -> {
        ready.forEach(transaction.loadBalancers()::activate);
        transaction.targets().forgetDrained();
        return ready;
      });
      bound.removeAll(ready);
    }
  }

  /// Waits for the writes under way, then closes the journal.
  @Override
  public void close() {
    timekeeper.close();
    writer.close();
    feed.close();
  }
}
