package dev.weir.routing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A radix tree over the first bytes of values, or over the last bytes read backwards. A walk
/// visits every bucket whose literal the value has, shortest literal first, and leaves out the
/// subtrees that hold only ranks above the best so far.
final class LiteralTrie {
  private final byte[] fold;
  private final boolean backwards;
  private final Node root;

  LiteralTrie(Map<String, Bucket> entries, byte[] fold, boolean backwards) {
    this.fold = fold;
    this.backwards = backwards;
    TreeMap<String, Bucket> sorted = new TreeMap<>();
    entries.forEach((text, bucket) ->
        sorted.put(backwards ? new StringBuilder(text).reverse().toString() : text, bucket));
    root = Node.build(List.copyOf(sorted.entrySet()), 0);
  }

  int best(byte[] bytes, int from, int to, RequestHead head, int best) {
    int length = to - from;
    int depth = 0;
    int found = best;
    Node node = root;
    while (node != null && node.lowestRank < found) {
      byte[] label = node.label;
      if (length - depth < label.length || !matches(label, bytes, from, to, depth)) {
        return found;
      }
      depth += label.length;
      Bucket bucket = node.bucket;
      if (bucket != null && bucket.lowestRank() < found) {
        found = bucket.best(head, found);
      }
      if (depth == length) {
        return found;
      }
      node = node.child(folded(bytes, from, to, depth));
    }
    return found;
  }

  private boolean matches(byte[] label, byte[] bytes, int from, int to, int depth) {
    for (int i = 0; i < label.length; i++) {
      if (label[i] != folded(bytes, from, to, depth + i)) {
        return false;
      }
    }
    return true;
  }

  private byte folded(byte[] bytes, int from, int to, int at) {
    return fold[bytes[backwards ? to - 1 - at : from + at] & 0xff];
  }

  /// @param lowestRank of this node and all below it
  private record Node(
      byte[] label,
      @Nullable Bucket bucket,
      int firstChild,
      @Nullable Node[] children,
      int lowestRank) {

    /// @param entries sorted, all starting with the same `from` characters
    static Node build(List<Map.Entry<String, Bucket>> entries, int from) {
      String first = entries.getFirst().getKey();
      String last = entries.getLast().getKey();
      int to = from;
      while (to < first.length() && to < last.length() && first.charAt(to) == last.charAt(to)) {
        to++;
      }
      boolean ends = first.length() == to;
      Bucket bucket = ends ? entries.getFirst().getValue() : null;
      Node[] children = childrenOf(ends ? entries.subList(1, entries.size()) : entries, to);
      int lowest = bucket == null ? Integer.MAX_VALUE : bucket.lowestRank();
      for (Node child : children) {
        lowest = child == null ? lowest : Math.min(lowest, child.lowestRank);
      }
      int firstChild = children.length == 0 ? 0 : first(entries, to, ends);
      byte[] label = first.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
      return new Node(label, bucket, firstChild, children, lowest);
    }

    private static int first(List<Map.Entry<String, Bucket>> entries, int at, boolean ends) {
      return entries.get(ends ? 1 : 0).getKey().charAt(at);
    }

    private static Node[] childrenOf(List<Map.Entry<String, Bucket>> entries, int at) {
      if (entries.isEmpty()) {
        return new Node[0];
      }
      int low = entries.getFirst().getKey().charAt(at);
      int high = entries.getLast().getKey().charAt(at);
      Node[] children = new Node[high - low + 1];
      int start = 0;
      while (start < entries.size()) {
        char c = entries.get(start).getKey().charAt(at);
        int end = start + 1;
        while (end < entries.size() && entries.get(end).getKey().charAt(at) == c) {
          end++;
        }
        children[c - low] = build(entries.subList(start, end), at);
        start = end;
      }
      return children;
    }

    @Nullable Node child(byte b) {
      int index = (b & 0xff) - firstChild;
      return index >= 0 && index < children.length ? children[index] : null;
    }
  }
}
