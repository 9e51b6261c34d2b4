package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A local copy of all objects of one kind that a watch keeps current.
///
/// What it returns belongs to the cache: read it, never change it.
public final class InformerCache<T extends HasMetadata> {
  private final String resource;
  private final SharedIndexInformer<T> informer;

  InformerCache(String resource, SharedIndexInformer<T> informer) {
    this.resource = resource;
    this.informer = informer;
    // Whatever goes wrong, the watch is tried again: the controller lives with a stale cache.
    informer.exceptionHandler((_, _) -> true);
  }

  /// Lower-case plural, as in metrics: `ingresses`.
  public String resource() {
    return resource;
  }

  /// Adds an index; only before the start.
  public void index(String name, Function<T, List<String>> keys) {
    informer.addIndexers(Map.of(name, keys));
  }

  /// Calls the handler for every change from now on, and for every object that is there already.
  public void onChange(ResourceEventHandler<T> handler) {
    informer.addEventHandler(handler);
  }

  /// The object of a namespaced kind.
  public Optional<T> get(String namespace, String name) {
    return Optional.ofNullable(
        informer.getIndexer().getByKey(Cache.namespaceKeyFunc(namespace, name)));
  }

  /// The object with this key: the name, or `<namespace>/<name>`.
  public Optional<T> get(String key) {
    return Optional.ofNullable(informer.getIndexer().getByKey(key));
  }

  public List<T> list() {
    return informer.getIndexer().list();
  }

  /// Objects for which the index function gave this key.
  public List<T> byIndex(String index, String key) {
    return informer.getIndexer().byIndex(index, key);
  }

  void start() {
    try {
      informer.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "cannot list and watch " + resource + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while listing " + resource, e);
    }
  }

  void stop() {
    informer.stop();
  }
}
