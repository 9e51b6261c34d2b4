package dev.weir.store;

import java.util.Set;

/// The IPv4 addresses of a block, given out one after the other so that a freed one rests longest.
///
/// The first and the last address of the block, and those that end in .0 or .255, are never given.
final class AddressPool {
  private final String range;
  private final long first;
  private final long size;
  private long cursor;

  AddressPool(String range) {
    String[] parts = range.split("/", 2);
    int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : 32;
    if (bits < 8 || bits > 30) {
      throw new IllegalArgumentException(
          "address range: '" + range + "' (expected: an IPv4 block of /8 to /30)");
    }
    this.range = range;
    this.size = 1L << (32 - bits);
    this.first = number(parts[0]) & -size;
  }

  /// The next address that is not in use.
  String next(Set<String> used) {
    for (long tried = 0; tried < size; tried++) {
      cursor = (cursor + 1) % size;
      String address = text(first + cursor);
      if (usable(cursor) && !used.contains(address)) {
        return address;
      }
    }
    throw new StoreException(
        StoreError.TOO_MANY_LOAD_BALANCERS, "All addresses of " + range + " are in use");
  }

  /// Goes on after this address, so that a restart does not begin anew.
  void passed(String address) {
    long offset = number(address) - first;
    if (offset > cursor && offset < size) {
      cursor = offset;
    }
  }

  private boolean usable(long offset) {
    long last = (first + offset) & 0xff;
    return offset != 0 && offset != size - 1 && last != 0 && last != 255;
  }

  private static long number(String address) {
    long number = 0;
    String[] octets = address.split("\\.", -1);
    if (octets.length != 4) {
      throw new IllegalArgumentException("IPv4 address: '" + address + "' (expected: a.b.c.d)");
    }
    for (String octet : octets) {
      number = number << 8 | Integer.parseInt(octet);
    }
    return number;
  }

  private static String text(long number) {
    return (number >> 24 & 0xff)
        + "."
        + (number >> 16 & 0xff)
        + "."
        + (number >> 8 & 0xff)
        + "."
        + (number & 0xff);
  }
}
