package dev.weir.routing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hash table from whole values to buckets, at most half full.
final class ExactTable {
  private final byte[] fold;
  private final int[] hashes;
  private final byte[][] keys;
  private final @Nullable Bucket[] buckets;
  private final int lowestRank;

  ExactTable(Map<String, Bucket> entries, byte[] fold) {
    this.fold = fold;
    int size = Integer.highestOneBit(entries.size()) * 4;
    hashes = new int[size];
    keys = new byte[size][];
    buckets = new Bucket[size];
    int lowest = Integer.MAX_VALUE;
    for (var entry : entries.entrySet()) {
      byte[] key = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
      int hash = Ascii.hash(key, 0, key.length);
      int slot = hash & (size - 1);
      while (hashes[slot] != 0) {
        slot = (slot + 1) & (size - 1);
      }
      hashes[slot] = hash;
      keys[slot] = key;
      buckets[slot] = entry.getValue();
      lowest = Math.min(lowest, entry.getValue().lowestRank());
    }
    lowestRank = lowest;
  }

  int best(byte[] bytes, int from, int to, int hash, RequestHead head, int best) {
    if (lowestRank >= best) {
      return best;
    }
    int mask = hashes.length - 1;
    for (int slot = hash & mask; hashes[slot] != 0; slot = (slot + 1) & mask) {
      Bucket bucket = buckets[slot];
      if (hashes[slot] == hash
          && bucket != null
          && Ascii.equal(bytes, from, to, keys[slot], fold)) {
        return bucket.lowestRank() < best ? bucket.best(head, best) : best;
      }
    }
    return best;
  }
}
