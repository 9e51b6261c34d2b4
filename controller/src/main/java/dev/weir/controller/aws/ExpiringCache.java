package dev.weir.controller.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Remembers what AWS answered for a while. Two threads may look the same key up at the same time.
public final class ExpiringCache<K, V> {
  private final Clock clock;
  private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();

  private record Entry<V>(V value, Instant expires) {}

  public ExpiringCache(Clock clock) {
    this.clock = clock;
  }

  public Optional<V> get(K key) {
    Entry<V> entry = entries.get(key);
    return entry != null && clock.instant().isBefore(entry.expires())
        ? Optional.of(entry.value())
        : Optional.empty();
  }

  public void put(K key, V value, Duration validity) {
    entries.put(key, new Entry<>(value, clock.instant().plus(validity)));
  }

  public void remove(K key) {
    entries.remove(key);
  }

  /// The remembered value, or that of `lookup`, which is then remembered. Failures are not.
  public V get(K key, Duration validity, Function<K, V> lookup) {
    Optional<V> known = get(key);
    if (known.isPresent()) {
      return known.get();
    }
    V value = lookup.apply(key);
    put(key, value, validity);
    return value;
  }
}
