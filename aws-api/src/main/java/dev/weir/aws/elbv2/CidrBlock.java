package dev.weir.aws.elbv2;

import java.util.regex.Pattern;

/// IPv4 and IPv6 blocks in CIDR notation.
final class CidrBlock {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private CidrBlock() {}

  static boolean isValid(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return false;
    }
    String address = text.substring(0, slash);
    int bits = Integer.parseInt(text.substring(slash + 1));
    return isV4(address) && bits <= 32 || isV6(address) && bits <= 128;
  }

  static boolean isV4(String address) {
    if (!V4.matcher(address).matches()) {
      return false;
    }
    for (String octet : address.split("\\.")) {
      if (Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return true;
  }

  static boolean isV6(String address) {
    if (!V6.matcher(address).matches()) {
      return false;
    }
    try {
      return java.net.InetAddress.ofLiteral(address).getAddress().length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether an IPv4 address is in a block.
  static boolean contains(String block, String address) {
    if (!isV4(address)) {
      return false;
    }
    int slash = block.indexOf('/');
    int bits = Integer.parseInt(block.substring(slash + 1));
    long mask = bits == 0 ? 0 : -1L << (32 - bits) & 0xffff_ffffL;
    return (number(block.substring(0, slash)) & mask) == (number(address) & mask);
  }

  private static long number(String address) {
    long number = 0;
    for (String octet : address.split("\\.")) {
      number = number << 8 | Integer.parseInt(octet);
    }
    return number;
  }
}
