package dev.weir.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that runs transactions.
///
/// 1. It takes all changes that wait, and runs each on the state that the one before it led to.
/// 2. It appends what they wrote to the journal with a single flush.
/// 3. It publishes the last state, then lets the callers go on.
///
/// A change that throws leaves no trace. When the journal fails, all changes of that round fail.
final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int ROUND = 256;
  private static final long COMPACT_FROM_BYTES = 4 << 20;

  private final StoreConfig config;
  private final ChangeFeed feed;
  private final AddressPool addresses;
  private final StoreJson json = new StoreJson();
  private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private long compactAbove = COMPACT_FROM_BYTES;
  private volatile StoreState state;
  private volatile boolean closed;

  private Writer(StoreConfig config, ChangeFeed feed) {
    this.config = config;
    this.feed = feed;
    this.addresses = new AddressPool(config.addressRange());
    this.state = json.replay(config.journal().load());
    state
        .all(Tables.LOAD_BALANCERS)
        .values()
        .forEach(loadBalancer -> loadBalancer.addresses().forEach(addresses::passed));
    this.thread = Thread.ofPlatform().name("elb-store-writer").daemon().unstarted(this::run);
  }

  static Writer start(StoreConfig config, ChangeFeed feed) {
    Writer writer = new Writer(config, feed);
    writer.thread.start();
    return writer;
  }

  StoreState state() {
    return state;
  }

  <T> T write(Function<Transaction, T> function) {
    Change<T> change = new Change<>(function);
    synchronized (waiting) {
      if (closed) {
        throw new StoreException(StoreError.UNAVAILABLE, "The store is closed");
      }
      waiting.add(change);
    }
    try {
      return change.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private void run() {
    List<Change<?>> round = new ArrayList<>();
    while (true) {
      try {
        round.add(waiting.take());
      } catch (InterruptedException e) {
        return;
      }
      waiting.drainTo(round, ROUND);
      boolean last = round.removeIf(change -> change == Change.LAST);
      try {
        commit(round);
      } catch (RuntimeException | Error e) {
        log.error("Changes failed unexpectedly", e);
        round.forEach(change -> change.done.completeExceptionally(e));
      }
      round.clear();
      if (last) {
        return;
      }
    }
  }

  private void commit(List<Change<?>> round) {
    StoreState next = state;
    List<JournalEntry> entries = new ArrayList<>();
    List<Runnable> answers = new ArrayList<>();
    for (Change<?> change : round) {
      Transaction transaction = new Transaction(next, config, addresses);
      if (change.run(transaction, answers) && !transaction.isEmpty()) {
        next = transaction.result();
        entries.add(json.entry(next.revision(), transaction.writes()));
      }
    }
    if (!entries.isEmpty()) {
      try {
        config.journal().append(entries);
      } catch (JournalException e) {
        log.error("The journal cannot be written, changes were refused", e);
        StoreException failure =
            new StoreException(StoreError.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        round.forEach(change -> change.done.completeExceptionally(failure));
        return;
      }
      state = next;
      feed.publish(next.elb());
      compactWhenLong();
    }
    answers.forEach(Runnable::run);
  }

  /// Compacts when the journal is twice as long as the state needs, so that the cost stays constant
  /// per write.
  private void compactWhenLong() {
    if (config.journal().size() > compactAbove) {
      compact();
      compactAbove = Math.max(COMPACT_FROM_BYTES, 2 * config.journal().size());
    }
  }

  private void compact() {
    try {
      config.journal().compact(json.whole(state));
    } catch (JournalException e) {
      log.warn("The journal stays as long as it is", e);
    }
  }

  @Override
  public void close() {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.add(Change.LAST);
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    config.journal().close();
  }

  private static final class Change<T> {
    /// Ends the writer.
    static final Change<Object> LAST = new Change<>(transaction -> transaction);

    private final Function<Transaction, T> function;
    private final CompletableFuture<T> done = new CompletableFuture<>();

    Change(Function<Transaction, T> function) {
      this.function = function;
    }

    /// Whether the change went through; its answer is given later, when it is durable.
    boolean run(Transaction transaction, List<Runnable> answers) {
      try {
        T result = function.apply(transaction);
        answers.add(() -> done.complete(result));
        return true;
      } catch (RuntimeException | Error e) {
        answers.add(() -> done.completeExceptionally(e));
        return false;
      }
    }
  }
}
