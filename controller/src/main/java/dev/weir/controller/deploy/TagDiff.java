package dev.weir.controller.deploy;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tags to set and tags to remove.
record TagDiff(SortedMap<String, String> set, SortedSet<String> remove) {
  /// @param untouchable keys that are neither set nor removed, besides those of AWS itself
  static TagDiff of(
      Map<String, String> desired, Map<String, String> observed, Set<String> untouchable) {
    SortedMap<String, String> set = new TreeMap<>();
    desired.forEach((key, value) -> {
      if (!value.equals(observed.get(key)) && isOurs(key, untouchable)) {
        set.put(key, value);
      }
    });
    SortedSet<String> remove = new TreeSet<>();
    for (String key : observed.keySet()) {
      if (!desired.containsKey(key) && isOurs(key, untouchable)) {
        remove.add(key);
      }
    }
    return new TagDiff(set, remove);
  }

  boolean isEmpty() {
    return set.isEmpty() && remove.isEmpty();
  }

  private static boolean isOurs(String key, Set<String> untouchable) {
    return !key.startsWith("aws:") && !untouchable.contains(key);
  }
}
