package dev.weir.routing;

/// Rules of one host and path that ask for values of the same header, filed by the literals of the
/// values: a thousand tenants told apart by a header cost as much as one.
final class HeaderBucket implements Bucket {
  private final byte[] name;
  private final LiteralIndex values;

  /// @param name in lower case
  HeaderBucket(byte[] name, LiteralIndex values) {
    this.name = name;
    this.values = values;
  }

  @Override
  public int best(RequestHead head, int best) {
    int found = best;
    int[] fields = head.fields;
    for (int i = 0; i < head.fieldCount; i++) {
      int at = i * 4;
      if (Ascii.equal(head.bytes, fields[at], fields[at + 1], name, Ascii.LOWER)) {
        found = bestOf(head.bytes, fields[at + 2], fields[at + 3], head, found);
      }
    }
    return found;
  }

  private int bestOf(byte[] bytes, int from, int to, RequestHead head, int best) {
    if (Ascii.hasControl(bytes, from, to)) {
      byte[] visible = new byte[to - from];
      int length = Ascii.copyVisible(bytes, from, to, visible, 0);
      return values.best(visible, 0, length, Ascii.hash(visible, 0, length), head, best);
    }
    return values.best(bytes, from, to, Ascii.hash(bytes, from, to), head, best);
  }

  @Override
  public int lowestRank() {
    return values.lowestRank();
  }
}
