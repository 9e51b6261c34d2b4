package dev.weir.kube;

import dev.weir.kube.cluster.ClusterConfig;
import dev.weir.kube.pod.PodAddresses;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// How the embedded Kubernetes API runs.
///
/// @param bindAddress a loopback address: the API has no authentication
/// @param port 0 picks a free one
/// @param dataDirectory null keeps everything in memory
/// @param cluster the simulated nodes and pods; null serves the API alone, without any controller
public record KubeServerConfig(
    InetAddress bindAddress,
    int port,
    @Nullable Path dataDirectory,
    Clock clock,
    @Nullable ClusterConfig cluster) {

  public KubeServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /// The API alone, in memory, on a free port of the loopback address.
  public static KubeServerConfig apiOnly() {
    return new KubeServerConfig(InetAddress.getLoopbackAddress(), 0, null, Clock.systemUTC(), null);
  }

  /// With two nodes of that region whose pods really answer.
  public static KubeServerConfig withCluster(String region, PodAddresses addresses) {
    Clock clock = Clock.systemUTC();
    return new KubeServerConfig(
        InetAddress.getLoopbackAddress(),
        0,
        null,
        clock,
        ClusterConfig.of(region, addresses, clock));
  }

  public KubeServerConfig withPort(int number) {
    return new KubeServerConfig(bindAddress, number, dataDirectory, clock, cluster);
  }

  public KubeServerConfig withDataDirectory(Path directory) {
    return new KubeServerConfig(bindAddress, port, directory, clock, cluster);
  }
}
