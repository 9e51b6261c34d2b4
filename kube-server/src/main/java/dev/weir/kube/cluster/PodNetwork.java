package dev.weir.kube.cluster;

import java.util.HashMap;
import java.util.Map;

/// Hands out pod addresses: each at most once at a time, and not soon again.
///
/// Addresses are `<network>.1.1` to `<network>.254.254`.
final class PodNetwork {
  private static final int HOSTS = 254;

  private final String network;
  private final Map<String, String> ownerByAddress = new HashMap<>();
  private int next;

  PodNetwork(String network) {
    this.network = network;
  }

  /// Notes that a pod of an earlier process has the address.
  ///
  /// @return false if another pod has it already
  synchronized boolean claim(String address, String uid) {
    String owner = ownerByAddress.putIfAbsent(address, uid);
    return owner == null || owner.equals(uid);
  }

  /// A free address for a pod.
  ///
  /// @throws IllegalStateException when all are taken
  synchronized String allocate(String uid) {
    for (int tried = 0; tried < HOSTS * HOSTS; tried++) {
      int at = next;
      next = (next + 1) % (HOSTS * HOSTS);
      String address = network + "." + (at / HOSTS + 1) + "." + (at % HOSTS + 1);
      if (ownerByAddress.putIfAbsent(address, uid) == null) {
        return address;
      }
    }
    throw new IllegalStateException("all addresses of " + network + ".0.0/16 are taken");
  }

  synchronized void release(String address, String uid) {
    ownerByAddress.remove(address, uid);
  }
}
