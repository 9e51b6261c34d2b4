package dev.weir.controller.aws;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// A block of IPv4 or IPv6 addresses.
public final class CidrBlock {
  private final byte[] network;
  private final int prefix;

  private CidrBlock(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /// `<address>/<prefix length>`.
  public static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("CIDR block: '" + text + "' (expected: address/length)");
    }
    byte[] network = bytes(text.substring(0, slash));
    int prefix = Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > network.length * 8) {
      throw new IllegalArgumentException("CIDR block: '" + text + "' (the length is out of range)");
    }
    return new CidrBlock(network, prefix);
  }

  /// Whether this literal address, of either family, is in the block.
  public boolean contains(String address) {
    byte[] other = bytes(address);
    if (other.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((other[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String address) {
    if (!address.matches("[0-9a-fA-F.:]+")) {
      throw new IllegalArgumentException("IP address: '" + address + "'");
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("IP address: '" + address + "'", e);
    }
  }
}
