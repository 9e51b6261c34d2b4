package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A map to which members of a group add entries; they must agree on each key.
final class KeyConflicts {

  private final SortedMap<String, String> merged = new TreeMap<>();

  /// Adds a member's entries.
  ///
  /// @param imposed keys on which members need not agree, because a class settles them
  /// @param error makes the error out of key, earlier value and new value
  void add(Map<String, String> entries, Map<String, String> imposed, ConflictText error) {
    new TreeMap<>(entries)
        .forEach((key, value) -> {
          String earlier = merged.get(key);
          if (earlier != null && !earlier.equals(value) && !imposed.containsKey(key)) {
            throw PlanError.of(error.of(key, earlier, value));
          }
          merged.put(key, value);
        });
  }

  SortedMap<String, String> merged() {
    return merged;
  }

  /// The text of a conflict.
  @FunctionalInterface
  interface ConflictText {
    String of(String key, String earlier, String value);
  }
}
