package dev.weir.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one transaction wrote.
///
/// @param revision the revision that it led to
/// @param writes the new JSON of each object, null for a deleted one
public record JournalEntry(long revision, Map<Key, @Nullable String> writes) {
  public JournalEntry {
    writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
  }

  /// An object: its table and its key within it.
  public record Key(String table, String key) {}
}
