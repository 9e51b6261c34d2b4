package dev.weir.controller;

import dev.weir.controller.kube.InformerCache;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.metric.ControllerMetrics;
import java.util.Map;
import java.util.TreeMap;

/// How many objects each cache holds.
final class CacheSizes {
  private CacheSizes() {}

  /// Sets the gauges and returns the counts.
  static Map<String, Integer> report(InformerCaches caches, ControllerMetrics metrics) {
    Map<String, Integer> counts = new TreeMap<>();
    for (InformerCache<?> cache : caches.all()) {
      int count = cache.list().size();
      metrics.cacheObjects(cache.resource(), count);
      counts.put(cache.resource(), count);
    }
    return counts;
  }
}
