package dev.weir.store;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A change to the store under way: reads see what it wrote, nobody else does until it commits.
///
/// Only the writer runs one, so nothing changes beneath it. It is thrown away when the change
/// throws. The operations on load balancers are grouped by noun: {@link #loadBalancers()} and so
/// on.
public final class Transaction implements StateView {
  private final StoreState base;
  private final StoreConfig config;
  private final AddressPool addresses;
  private final Instant now;
  private final Map<Table<?>, TreeMap<String, ?>> touched = new HashMap<>();
  private final Map<JournalEntry.Key, @Nullable Object> writes = new LinkedHashMap<>();

  Transaction(StoreState base, StoreConfig config, AddressPool addresses) {
    this.base = base;
    this.config = config;
    this.addresses = addresses;
    this.now = config.clock().instant();
  }

  @Override
  @SuppressWarnings("unchecked") // a table's map holds values of the table's type
  public <V> SortedMap<String, V> all(Table<V> table) {
    TreeMap<String, ?> own = touched.get(table);
    return own == null
        ? base.all(table)
        : Collections.unmodifiableSortedMap((TreeMap<String, V>) own);
  }

  /// Creates or replaces.
  public <V> void put(Table<V> table, V value) {
    String key = table.keyOf(value);
    own(table).put(key, value);
    writes.put(new JournalEntry.Key(table.name(), key), value);
  }

  /// Deletes; nothing happens when it is not there.
  public <V> void remove(Table<V> table, String key) {
    if (all(table).containsKey(key)) {
      own(table).remove(key);
      writes.put(new JournalEntry.Key(table.name(), key), null);
    }
  }

  @SuppressWarnings("unchecked") // a table's map holds values of the table's type
  private <V> TreeMap<String, V> own(Table<V> table) {
    return (TreeMap<String, V>)
        touched.computeIfAbsent(table, t -> new TreeMap<String, Object>(base.all(t)));
  }

  /// When the transaction began; the same throughout it.
  public Instant now() {
    return now;
  }

  public String region() {
    return config.region();
  }

  public String account() {
    return config.account();
  }

  int quota(Quota quota) {
    return config.quotas().get(quota);
  }

  public LoadBalancers loadBalancers() {
    return new LoadBalancers(this, config, addresses);
  }

  public Listeners listeners() {
    return new Listeners(this);
  }

  public ListenerRules rules() {
    return new ListenerRules(this);
  }

  public TargetGroups targetGroups() {
    return new TargetGroups(this);
  }

  public Targets targets() {
    return new Targets(this);
  }

  public Tags tags() {
    return new Tags(this);
  }

  public TrustStores trustStores() {
    return new TrustStores(this);
  }

  /// A new random identifier of this many hexadecimal digits, as in ARNs and EC2 ids.
  public String newId(int digits) {
    StringBuilder id = new StringBuilder(digits);
    while (id.length() < digits) {
      id.append(Character.forDigit(config.random().nextInt(16), 16));
    }
    return id.toString();
  }

  /// A new random decimal number of nine or ten digits, as in DNS names.
  String newNumber() {
    return Long.toString(config.random().nextLong(100_000_000L, 2_147_483_647L));
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  Map<JournalEntry.Key, @Nullable Object> writes() {
    return writes;
  }

  StoreState result() {
    return base.with(base.revision() + 1, touched);
  }
}
