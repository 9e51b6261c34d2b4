package dev.weir.proxy.http1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Questions about runs of bytes in an array.
public final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long SPACES = 0x2020202020202020L;

  private Bytes() {}

  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The first position at or after `at` whose byte is not in 0x20 to 0x7E. The array must be
  /// longer than `end` by one, and hold such a byte at `end`.
  ///
  /// Eight bytes at a time: the lowest byte with a set high bit in any of `w - 0x20` (a control),
  /// `w` (not ASCII) or `w + 1` (DEL) is the answer; borrows and carries only spoil bytes above it.
  static int plainEnd(byte[] in, int at, int end) {
    while (at + 8 <= end) {
      long w = (long) LONG.get(in, at);
      long stop = ((w - SPACES) | w | (w + ONES)) & HIGH;
      if (stop != 0) {
        return at + (Long.numberOfTrailingZeros(stop) >>> 3);
      }
      at += 8;
    }
    while (in[at] >= 0x20 && in[at] != 0x7f) {
      at++;
    }
    return at;
  }

  static long longAt(byte[] in, int at) {
    return (long) LONG.get(in, at);
  }

  static long longOf(String eight) {
    return longAt(latin1(eight), 0);
  }

  /// Whether the bytes are this lower-case word in any case.
  public static boolean isWord(byte[] in, int from, int to, byte[] lowerCase) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (byte expected : lowerCase) {
      if (lower(in[from++]) != expected) {
        return false;
      }
    }
    return true;
  }

  public static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /// Writes a number in decimal digits and returns where it ends.
  public static int decimal(long number, byte[] out, int at) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    for (int i = at + digits - 1; i >= at; i--) {
      out[i] = (byte) ('0' + number % 10);
      number /= 10;
    }
    return at + digits;
  }

  public static int copy(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  public static int copy(byte[] from, int start, int end, byte[] to, int at) {
    System.arraycopy(from, start, to, at, end - start);
    return at + end - start;
  }
}
