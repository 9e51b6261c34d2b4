package dev.weir.store;

import dev.weir.elb.ElbSnapshot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands snapshots to subscribers, each on a virtual thread of its own.
///
/// A subscriber that is slow skips snapshots: it always gets the latest, and never holds up the
/// writer or another subscriber.
final class ChangeFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  Subscription subscribe(Consumer<ElbSnapshot> consumer, ElbSnapshot first) {
    Delivery delivery = new Delivery(consumer, first);
    deliveries.add(delivery);
    Thread.ofVirtual().name("elb-store-feed").start(delivery);
    return () -> {
      deliveries.remove(delivery);
      delivery.stop();
    };
  }

  void publish(ElbSnapshot snapshot) {
    deliveries.forEach(delivery -> delivery.offer(snapshot));
  }

  @Override
  public void close() {
    deliveries.forEach(Delivery::stop);
    deliveries.clear();
  }

  private static final class Delivery implements Runnable {
    private final Consumer<ElbSnapshot> consumer;
    private final Object lock = new Object();
    private ElbSnapshot latest;
    private boolean fresh = true;
    private boolean stopped;

    Delivery(Consumer<ElbSnapshot> consumer, ElbSnapshot first) {
      this.consumer = consumer;
      this.latest = first;
    }

    /// A snapshot older than the latest is left out: a subscription may overtake a publication.
    void offer(ElbSnapshot snapshot) {
      synchronized (lock) {
        if (snapshot.revision() > latest.revision()) {
          latest = snapshot;
          fresh = true;
          lock.notifyAll();
        }
      }
    }

    void stop() {
      synchronized (lock) {
        stopped = true;
        lock.notifyAll();
      }
    }

    @Override
    public void run() {
      while (true) {
        ElbSnapshot snapshot;
        synchronized (lock) {
          while (!fresh && !stopped) {
            try {
              lock.wait();
            } catch (InterruptedException e) {
              return;
            }
          }
          if (stopped) {
            return;
          }
          fresh = false;
          snapshot = latest;
        }
        deliver(snapshot);
      }
    }

    private void deliver(ElbSnapshot snapshot) {
      try {
        consumer.accept(snapshot);
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("revision", snapshot.revision())
            .setCause(e)
            .log("A subscriber could not take a snapshot");
      }
    }
  }
}
