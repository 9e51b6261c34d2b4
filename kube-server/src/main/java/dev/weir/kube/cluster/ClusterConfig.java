package dev.weir.kube.cluster;

import dev.weir.kube.pod.PodAddresses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// What the simulated cluster looks like.
///
/// @param nodes its nodes; those that the store does not have are created at the start
/// @param podNetwork the first two octets of pod addresses, such as `127.20`
/// @param addresses where advertised pod and node addresses are bound
/// @param linger how long a deleted pod still accepts connections after its endpoints are marked as
///   terminating, so that clients which have not heard of it yet are served
/// @param jobDuration how long a pod of a Job runs before it succeeds
public record ClusterConfig(
    List<NodeSpec> nodes,
    String podNetwork,
    PodAddresses addresses,
    Clock clock,
    Duration linger,
    Duration jobDuration) {

  /// One node.
  ///
  /// @param name such as `ip-192-168-94-155.eu-west-1.compute.internal`
  /// @param address its own 127.x address, on which node ports listen
  /// @param zone such as `eu-west-1a`; the region is the zone without its letter
  public record NodeSpec(String name, String address, String zone) {
    String region() {
      return zone.substring(0, zone.length() - 1);
    }
  }

  public ClusterConfig {
    nodes = List.copyOf(nodes);
    if (!podNetwork.matches("127\\.\\d{1,3}")) {
      throw new IllegalArgumentException(
          "podNetwork: expected two octets such as 127.20, got: " + podNetwork);
    }
  }

  /// Two nodes in two zones, pods at 127.20.x.y.
  public static ClusterConfig of(String region, PodAddresses addresses, Clock clock) {
    return new ClusterConfig(
        List.of(
            new NodeSpec(nodeName("54-155", region), "127.10.54.155", region + "a"),
            new NodeSpec(nodeName("94-155", region), "127.10.94.155", region + "b")),
        "127.20",
        addresses,
        clock,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  private static String nodeName(String host, String region) {
    return "ip-192-168-" + host + "." + region + ".compute.internal";
  }
}
