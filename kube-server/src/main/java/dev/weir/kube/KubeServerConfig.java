package dev.weir.kube;

import dev.weir.kube.http.PodLogs;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// How the embedded Kubernetes API runs.
///
/// @param bindAddress a loopback address: the API has no authentication
/// @param port 0 picks a free one
/// @param dataDirectory null keeps everything in memory
/// @param podLogs where `kubectl logs` reads from
public record KubeServerConfig(
    InetAddress bindAddress, int port, @Nullable Path dataDirectory, Clock clock, PodLogs podLogs) {

  public KubeServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /// In memory, on a free port of 127.0.0.1.
  public static KubeServerConfig inMemory() {
    return new KubeServerConfig(
        InetAddress.getLoopbackAddress(), 0, null, Clock.systemUTC(), PodLogs.NONE);
  }

  public KubeServerConfig withPort(int number) {
    return new KubeServerConfig(bindAddress, number, dataDirectory, clock, podLogs);
  }

  public KubeServerConfig withDataDirectory(Path directory) {
    return new KubeServerConfig(bindAddress, port, directory, clock, podLogs);
  }
}
