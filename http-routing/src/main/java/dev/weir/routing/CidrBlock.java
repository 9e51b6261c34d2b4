package dev.weir.routing;

import java.net.InetAddress;

/// An IPv4 or IPv6 address block such as `10.0.0.0/8`. Bits after the prefix do not matter.
record CidrBlock(boolean v6, long high, long low, long highMask, long lowMask) {

  static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int bits = bytes.length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        throw new IllegalArgumentException("prefix length " + prefix);
      }
      return of(bytes, prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "source-ip value: '" + text + "' (expected: a CIDR block such as 10.0.0.0/8)", e);
    }
  }

  private static CidrBlock of(byte[] bytes, int prefix) {
    if (bytes.length == 4) {
      long mask = prefix == 0 ? 0 : 0xffffffffL << (32 - prefix) & 0xffffffffL;
      return new CidrBlock(false, 0, number(bytes, 0, 4) & mask, 0, mask);
    }
    long highMask = mask(Math.min(prefix, 64));
    long lowMask = mask(Math.max(0, prefix - 64));
    return new CidrBlock(
        true, number(bytes, 0, 8) & highMask, number(bytes, 8, 16) & lowMask, highMask, lowMask);
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  /// Bytes in network order as a number.
  static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return number;
  }

  boolean contains(boolean peerIsV6, long peerHigh, long peerLow) {
    return v6 == peerIsV6 && (peerHigh & highMask) == high && (peerLow & lowMask) == low;
  }
}
