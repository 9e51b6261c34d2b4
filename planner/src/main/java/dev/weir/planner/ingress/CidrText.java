package dev.weir.planner.ingress;

/// CIDR notation as Go's `net.ParseCIDR` accepts it: host bits may be set, IPv4 numbers have no
/// leading zeros, IPv6 has no zone.
final class CidrText {

  private CidrText() {}

  static boolean isValid(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String address = text.substring(0, slash);
    String length = text.substring(slash + 1);
    boolean v6 = address.contains(":");
    return isNumber(length, v6 ? 128 : 32) && (v6 ? isIpv6(address) : isIpv4(address));
  }

  // Lengths, unlike numbers in addresses, may have leading zeros.
  private static boolean isNumber(String text, int max) {
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    return Integer.parseInt(text) <= max;
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.length() > 3 || part.length() > 1 && part.startsWith("0") || !isNumber(part, 255)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == 8;
    }
    String head = text.substring(0, gap);
    String tail = text.substring(gap + 2);
    int before = head.isEmpty() ? 0 : groups(head, false);
    int after = tail.isEmpty() ? 0 : groups(tail, true);
    return before >= 0 && after >= 0 && before + after < 8;
  }

  /// The number of 16-bit groups, or -1; the last two may be written as an IPv4 address.
  private static int groups(String text, boolean last) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (last && i == parts.length - 1 && part.contains(".")) {
        return isIpv4(part) ? count + 2 : -1;
      }
      if (part.isEmpty()
          || part.length() > 4
          || !part.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
        return -1;
      }
      count++;
    }
    return count;
  }
}
