package dev.weir.routing;

import dev.weir.routing.Literal.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the buckets whose literal is the value, or starts it, or ends it, or is in it: one hash
/// look-up and at most three walks, whatever the number of literals.
final class LiteralIndex {
  private final @Nullable ExactTable whole;
  private final @Nullable LiteralTrie prefixes;
  private final @Nullable LiteralTrie suffixes;
  private final @Nullable GramTable inner;
  private final int lowestRank;

  /// @param fold how values are folded before they are compared with the literals
  LiteralIndex(Map<Literal, ? extends Bucket> buckets, byte[] fold) {
    Map<String, Bucket> entries = ofKind(buckets, Kind.WHOLE);
    whole = entries.isEmpty() ? null : new ExactTable(entries, fold);
    entries = ofKind(buckets, Kind.PREFIX);
    prefixes = entries.isEmpty() ? null : new LiteralTrie(entries, fold, false);
    entries = ofKind(buckets, Kind.SUFFIX);
    suffixes = entries.isEmpty() ? null : new LiteralTrie(entries, fold, true);
    entries = ofKind(buckets, Kind.INNER);
    inner = entries.isEmpty() ? null : new GramTable(entries, fold);
    lowestRank = buckets.values().stream().mapToInt(Bucket::lowestRank).min().orElseThrow();
  }

  private static Map<String, Bucket> ofKind(Map<Literal, ? extends Bucket> buckets, Kind kind) {
    Map<String, Bucket> entries = new HashMap<>();
    buckets.forEach((literal, bucket) -> {
      if (literal.kind() == kind) {
        entries.put(literal.text(), bucket);
      }
    });
    return entries;
  }

  int best(byte[] bytes, int from, int to, int hash, RequestHead head, int best) {
    int found = best;
    if (whole != null) {
      found = whole.best(bytes, from, to, hash, head, found);
    }
    if (prefixes != null) {
      found = prefixes.best(bytes, from, to, head, found);
    }
    if (suffixes != null) {
      found = suffixes.best(bytes, from, to, head, found);
    }
    if (inner != null) {
      found = inner.best(bytes, from, to, head, found);
    }
    return found;
  }

  int lowestRank() {
    return lowestRank;
  }
}
