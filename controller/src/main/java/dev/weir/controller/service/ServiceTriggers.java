package dev.weir.controller.service;

import dev.weir.controller.kube.Changes;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.Service;

/// Queues Services that changed.
public final class ServiceTriggers {
  private final InformerCaches caches;
  private final WorkQueue<String> queue;

  public ServiceTriggers(InformerCaches caches, WorkQueue<String> queue) {
    this.caches = caches;
    this.queue = queue;
  }

  /// Starts to listen; after the caches are complete.
  public void listen() {
    caches
        .services()
        .onChange(
            Changes.of(
                this::enqueue,
                (before, after) -> {
                  if (Changes.annotationsSpecOrDeletion(before, after)) {
                    enqueue(after);
                  }
                },
                _ -> {}));
  }

  /// Queues every Service.
  public void resync() {
    caches.services().list().forEach(this::enqueue);
  }

  private void enqueue(Service service) {
    queue.add(InformerCaches.key(service));
  }
}
