package dev.weir.kube.cluster;

import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one controller: its queue, its workers, and a longer and longer wait after failures.
final class ControllerLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(5);
  private static final int MOST_DOUBLINGS = 12;

  private final Controller controller;
  private final WorkQueue<ResourceKey> queue = new WorkQueue<>();
  private final Map<ResourceKey, Integer> failures = new ConcurrentHashMap<>();
  private final List<Thread> workers = new ArrayList<>();

  ControllerLoop(Controller controller) {
    this.controller = controller;
    controller.attach(queue::add);
  }

  void start(int workerCount) {
    for (int i = 0; i < workerCount; i++) {
      workers.add(Thread.ofVirtual().name(controller.name() + "-" + i).start(this::work));
    }
  }

  /// Tells the controller of a change; a controller that fails at it does not keep the others from
  /// hearing of it.
  void onChange(Change change) {
    try {
      controller.onChange(change, queue::add);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("controller", controller.name())
          .addKeyValue("object", change.key())
          .setCause(e)
          .log("change not understood");
    }
  }

  @Override
  public void close() throws InterruptedException {
    queue.close();
    for (Thread worker : workers) {
      worker.interrupt();
      worker.join();
    }
  }

  private void work() {
    try {
      for (Optional<ResourceKey> key = queue.take(); key.isPresent(); key = queue.take()) {
        look(key.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(ResourceKey key) throws InterruptedException {
    try {
      Outcome outcome = controller.reconcile(key);
      failures.remove(key);
      switch (outcome) {
        case Outcome.Done _ -> {}
        case Outcome.Again(Duration after) -> queue.addAfter(key, after);
      }
    } catch (StatusException e) {
      LOG.atDebug()
          .addKeyValue("controller", controller.name())
          .addKeyValue("object", key)
          .log(e.getMessage());
      retry(key);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("controller", controller.name())
          .addKeyValue("object", key)
          .setCause(e)
          .log("reconcile failed");
      retry(key);
    } finally {
      queue.done(key);
    }
  }

  private void retry(ResourceKey key) {
    int before = failures.merge(key, 1, Integer::sum) - 1;
    queue.addAfter(key, FIRST_RETRY.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS)));
  }
}
