package dev.weir.elb;

import java.util.Optional;

/// A registered target: an instance id or an address, with a port.
///
/// @param id an instance id, an IP address, a function ARN or a load balancer ARN
/// @param availabilityZone as given at registration: a zone, `all`, or absent
public record Target(
    String id, int port, Optional<String> availabilityZone, Optional<String> quicServerId) {

  public static Target of(String id, int port) {
    return new Target(id, port, Optional.empty(), Optional.empty());
  }

  /// Two targets are the same when id and port are.
  public TargetKey key() {
    return new TargetKey(id, port);
  }

  /// What identifies a target within its group.
  public record TargetKey(String id, int port) implements Comparable<TargetKey> {
    @Override
    public int compareTo(TargetKey other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
      return id + ":" + port;
    }
  }
}
