package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.Bytes.copy;

import dev.weir.proxy.exchange.HttpHead;

/// Makes X-Amzn-Trace-Id values (Application Load Balancer guide, request tracing). One per event
/// loop: its generator is not shared.
public final class TraceIds {
  static final byte[] NAME = Bytes.latin1("X-Amzn-Trace-Id: ");
  private static final byte[] ROOT = Bytes.latin1("Root=1-");
  private static final byte[] SELF = Bytes.latin1("Self=1-");
  private static final byte[] ROOT_KEY = Bytes.latin1("root=");
  private static final byte[] SELF_KEY = Bytes.latin1("self=");
  private static final byte[] HEX = Bytes.latin1("0123456789abcdef");
  private static final int MAX_INBOUND = 7 * 1024;

  private long state;
  private final byte[] epoch = new byte[8];

  /// @param seed anything but 0
  public TraceIds(long seed) {
    state = seed;
  }

  /// Tells the time that new ids carry.
  public void second(long epochSecond) {
    hex(epochSecond, epoch, 0, 8);
  }

  /// Writes the value for a request: a new root, or the client's with this hop put before it.
  int write(HttpHead head, byte[] out, int at) {
    int field = find(head);
    if (field < 0 || head.valueEnd(field) - head.valueStart(field) > MAX_INBOUND) {
      return id(ROOT, out, at);
    }
    byte[] in = head.bytes();
    int from = head.valueStart(field);
    int to = head.valueEnd(field);
    at = id(hasRoot(in, from, to) ? SELF : ROOT, out, at);
    int start = from;
    while (start < to) {
      int end = semicolon(in, start, to);
      int key = skipSpaces(in, start, end);
      if (end > key && !startsWith(in, key, end, SELF_KEY)) {
        out[at++] = ';';
        at = copy(in, key, end, out, at);
      }
      start = end + 1;
    }
    return at;
  }

  private static int find(HttpHead head) {
    for (int i = 0; i < head.count(); i++) {
      if (head.kind(i) == FieldNames.X_AMZN_TRACE_ID) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasRoot(byte[] in, int from, int to) {
    while (from < to) {
      int end = semicolon(in, from, to);
      if (startsWith(in, skipSpaces(in, from, end), end, ROOT_KEY)) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  private static boolean startsWith(byte[] in, int from, int to, byte[] key) {
    return to - from >= key.length && Bytes.isWord(in, from, from + key.length, key);
  }

  private static int semicolon(byte[] in, int from, int to) {
    while (from < to && in[from] != ';') {
      from++;
    }
    return from;
  }

  private static int skipSpaces(byte[] in, int from, int to) {
    while (from < to && in[from] == ' ') {
      from++;
    }
    return from;
  }

  private int id(byte[] prefix, byte[] out, int at) {
    at = copy(prefix, out, at);
    at = copy(epoch, out, at);
    out[at++] = '-';
    hex(next(), out, at, 16);
    hex(next(), out, at + 16, 8);
    return at + 24;
  }

  private static void hex(long number, byte[] out, int at, int digits) {
    for (int i = at + digits - 1; i >= at; i--) {
      out[i] = HEX[(int) (number & 15)];
      number >>>= 4;
    }
  }

  /// xorshift64* (Vigna): ids need to differ, not to be secret.
  private long next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * 0x2545F4914F6CDD1DL;
  }
}
