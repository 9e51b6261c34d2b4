package dev.weir.routing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hash table from runs of four bytes to the buckets of patterns that have them. A look-up slides
/// over the value once; at most a quarter of the slots is taken, so most positions cost one load.
final class GramTable {
  /// Bytes of a run.
  static final int LENGTH = 4;

  private final byte[] fold;
  private final int[] keys;
  private final @Nullable Bucket[] buckets;
  private final int shift;
  private final int lowestRank;

  GramTable(Map<String, Bucket> entries, byte[] fold) {
    this.fold = fold;
    int size = Integer.highestOneBit(entries.size()) * 8;
    shift = Integer.numberOfLeadingZeros(size) + 1;
    keys = new int[size];
    buckets = new Bucket[size];
    int lowest = Integer.MAX_VALUE;
    for (var entry : entries.entrySet()) {
      int key = 0;
      for (byte b : entry.getKey().getBytes(StandardCharsets.ISO_8859_1)) {
        key = key << 8 | (b & 0xff);
      }
      int slot = slot(key);
      while (buckets[slot] != null) {
        slot = (slot + 1) & (size - 1);
      }
      keys[slot] = key;
      buckets[slot] = entry.getValue();
      lowest = Math.min(lowest, entry.getValue().lowestRank());
    }
    lowestRank = lowest;
  }

  private int slot(int key) {
    return (key * 0x9E3779B9) >>> shift;
  }

  int best(byte[] bytes, int from, int to, RequestHead head, int best) {
    if (lowestRank >= best) {
      return best;
    }
    int found = best;
    int key = 0;
    for (int i = from; i < to; i++) {
      key = key << 8 | (fold[bytes[i] & 0xff] & 0xff);
      if (i - from >= LENGTH - 1) {
        found = bestOf(key, head, found);
      }
    }
    return found;
  }

  private int bestOf(int key, RequestHead head, int best) {
    int slot = slot(key);
    Bucket bucket = buckets[slot];
    while (bucket != null) {
      if (keys[slot] == key) {
        return bucket.lowestRank() < best ? bucket.best(head, best) : best;
      }
      slot = (slot + 1) & (keys.length - 1);
      bucket = buckets[slot];
    }
    return best;
  }
}
