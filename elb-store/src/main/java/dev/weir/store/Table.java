package dev.weir.store;

import java.util.function.Function;

/// One kind of stored object: what it is called in the journal, its type and its key.
///
/// @param name the name in the journal; never changed once released
/// @param key the key of an object, unique within the table
public record Table<V>(String name, Class<V> type, Function<V, String> key) {
  public String keyOf(V value) {
    return key.apply(value);
  }

  /// Tables are the same when they have the same name.
  @Override
  public boolean equals(Object other) {
    return other instanceof Table<?> table && table.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
