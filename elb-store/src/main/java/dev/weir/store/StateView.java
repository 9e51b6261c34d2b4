package dev.weir.store;

import java.util.Optional;
import java.util.SortedMap;

/// Stored objects as of one moment: a committed state, or a transaction under way.
public interface StateView {

  /// Everything in a table by key. Never changes, whatever is written later.
  <V> SortedMap<String, V> all(Table<V> table);

  default <V> Optional<V> find(Table<V> table, String key) {
    return Optional.ofNullable(all(table).get(key));
  }
}
