package dev.weir.planner.service;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/// An IP address written as a literal.
///
/// @param text as it was written
/// @param bits its bytes, most significant first
record IpAddress(String text, BigInteger bits, int family) {

  /// Empty for anything but a literal; nothing is looked up.
  static Optional<IpAddress> parse(String text) {
    boolean looksLikeLiteral = text.contains(":") || text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    if (!looksLikeLiteral || text.contains("%") || text.contains("[")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      boolean isIpv4 = !text.contains(":");
      return Optional.of(new IpAddress(text, new BigInteger(1, bytes), isIpv4 ? 4 : 6));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The number of bits of an address of this family.
  int width() {
    return family == 4 ? 32 : 128;
  }

  /// Whether the address is in the block, which is in CIDR notation.
  boolean isWithin(String cidr) {
    int slash = cidr.indexOf('/');
    Optional<IpAddress> network = slash < 0 ? Optional.empty() : parse(cidr.substring(0, slash));
    if (network.isEmpty() || network.get().family != family) {
      return false;
    }
    int shift = width() - Integer.parseInt(cidr.substring(slash + 1));
    return bits.shiftRight(shift).equals(network.get().bits.shiftRight(shift));
  }
}
