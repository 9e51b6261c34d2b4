package dev.weir.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes of a request head: case folding, comparing and hashing without making strings.
final class Ascii {
  /// Maps a byte to itself.
  static final byte[] SAME = table(false);

  /// Maps `A` to `Z` to lower case and every other byte to itself.
  static final byte[] LOWER = table(true);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long CASE_BITS = 0x2020202020202020L;

  private Ascii() {}

  private static byte[] table(boolean lower) {
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) (lower && i >= 'A' && i <= 'Z' ? i + 32 : i);
    }
    return table;
  }

  static boolean isControl(byte b) {
    return (b >= 0 && b < 0x20) || b == 0x7f;
  }

  static boolean hasControl(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isControl(bytes[i])) {
        return true;
      }
    }
    return false;
  }

  /// Copies what is not a control character; returns how many bytes that are.
  static int copyVisible(byte[] bytes, int from, int to, byte[] out, int at) {
    int end = at;
    for (int i = from; i < to; i++) {
      if (!isControl(bytes[i])) {
        out[end++] = bytes[i];
      }
    }
    return end - at;
  }

  /// Whether the slice, folded by the table, is this text (which is folded already).
  static boolean equal(byte[] bytes, int from, int to, byte[] text, byte[] fold) {
    if (to - from != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (fold[bytes[from + i] & 0xff] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /// A hash that does not tell upper from lower case; never zero. Eight bytes a step, because one
  /// byte a step cost a third of a match (`RouteMatchBenchmark`).
  static int hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mix(hash, (long) LONGS.get(bytes, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << 8) | (bytes[at] & 0xff);
    }
    hash = mix(hash, rest);
    int folded = (int) (hash ^ (hash >>> 32));
    return folded == 0 ? 1 : folded;
  }

  private static long mix(long hash, long word) {
    long product = (hash ^ (word | CASE_BITS)) * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 29);
  }
}
