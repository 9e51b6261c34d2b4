package dev.weir.store;

import dev.weir.elb.ElbSnapshot;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that the store holds, at one revision. Never changes.
///
/// Tables that a transaction did not touch are shared between a state and its successor.
public final class StoreState implements StateView {
  static final StoreState EMPTY = new StoreState(0, Map.of(), ElbSnapshot.EMPTY);

  private final long revision;
  private final Map<Table<?>, SortedMap<String, ?>> tables;
  private final ElbSnapshot elb;

  private StoreState(long revision, Map<Table<?>, SortedMap<String, ?>> tables, ElbSnapshot elb) {
    this.revision = revision;
    this.tables = tables;
    this.elb = elb;
  }

  /// Grows by one with every transaction that changed something.
  public long revision() {
    return revision;
  }

  /// The part that the data plane serves.
  public ElbSnapshot elb() {
    return elb;
  }

  @Override
  @SuppressWarnings("unchecked") // a table's map holds values of the table's type
  public <V> SortedMap<String, V> all(Table<V> table) {
    SortedMap<String, ?> map = tables.get(table);
    return map == null ? Collections.emptySortedMap() : (SortedMap<String, V>) map;
  }

  /// The state after these tables took new contents.
  StoreState with(long newRevision, Map<Table<?>, TreeMap<String, ?>> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    Map<Table<?>, SortedMap<String, ?>> next = new HashMap<>(tables);
    changed.forEach((table, map) -> next.put(table, Collections.unmodifiableSortedMap(map)));
    StoreState bare = new StoreState(newRevision, next, elb);
    return new StoreState(
        newRevision, next, SnapshotWriter.next(elb, newRevision, bare, changed.keySet()));
  }
}
