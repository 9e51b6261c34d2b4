package dev.weir.routing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the buckets whose literal is the value, or starts it, or ends it: one hash look-up and two
/// walks, whatever the number of literals.
final class LiteralIndex {
  private final @Nullable ExactTable whole;
  private final @Nullable LiteralTrie prefixes;
  private final @Nullable LiteralTrie suffixes;
  private final int lowestRank;

  private LiteralIndex(
      @Nullable ExactTable whole, @Nullable LiteralTrie prefixes, @Nullable LiteralTrie suffixes) {
    this.whole = whole;
    this.prefixes = prefixes;
    this.suffixes = suffixes;
    int lowest = whole == null ? Integer.MAX_VALUE : whole.lowestRank();
    lowest = prefixes == null ? lowest : Math.min(lowest, prefixes.lowestRank());
    lowestRank = suffixes == null ? lowest : Math.min(lowest, suffixes.lowestRank());
  }

  /// @param fold how values are folded before they are compared with the literals
  static LiteralIndex of(Map<Literal, ? extends Bucket> buckets, byte[] fold) {
    Map<String, Bucket> whole = new HashMap<>();
    Map<String, Bucket> prefixes = new HashMap<>();
    Map<String, Bucket> suffixes = new HashMap<>();
    buckets.forEach((literal, bucket) ->
        (switch (literal.kind()) {
              case WHOLE -> whole;
              case PREFIX -> prefixes;
              case SUFFIX -> suffixes;
            })
            .put(literal.text(), bucket));
    return new LiteralIndex(
        whole.isEmpty() ? null : new ExactTable(whole, fold),
        prefixes.isEmpty() ? null : new LiteralTrie(prefixes, fold, false),
        suffixes.isEmpty() ? null : new LiteralTrie(suffixes, fold, true));
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
    return found;
  }

  int lowestRank() {
    return lowestRank;
  }
}
