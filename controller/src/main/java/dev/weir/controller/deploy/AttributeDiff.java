package dev.weir.controller.deploy;

import dev.weir.controller.journal.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Attributes whose value differs. Only desired keys count: what nobody asks for stays as it is.
record AttributeDiff(SortedMap<String, String> changed, List<Change.Field> fields) {
  static AttributeDiff of(Map<String, String> desired, Map<String, String> observed) {
    SortedMap<String, String> changed = new TreeMap<>();
    List<Change.Field> fields = new ArrayList<>();
    new TreeMap<>(desired)
        .forEach((key, value) -> {
          if (!value.equals(observed.get(key))) {
            changed.put(key, value);
            String before = Objects.requireNonNullElse(observed.get(key), "");
            fields.add(new Change.Field(key, before, value));
          }
        });
    return new AttributeDiff(changed, fields);
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }
}
