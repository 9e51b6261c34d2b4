package dev.weir.planner.stack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An attribute of a load balancer or target group.
public record KeyValue(String key, String value) {

  /// The entries sorted by key.
  public static List<KeyValue> sorted(Map<String, String> entries) {
    return new TreeMap<>(entries)
        .entrySet().stream().map(e -> new KeyValue(e.getKey(), e.getValue())).toList();
  }
}
