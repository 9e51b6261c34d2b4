package dev.weir.kube.pod;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A probe of a container, as Kubernetes' `Probe` with its defaults applied.
///
/// @param initialDelay before the first try
/// @param period between tries, at least one second
/// @param timeout of one try, at least one second
/// @param successThreshold successes in a row that make it succeed, at least 1
/// @param failureThreshold failures in a row that make it fail, at least 1
public record ProbeSpec(
    Check check,
    Duration initialDelay,
    Duration period,
    Duration timeout,
    int successThreshold,
    int failureThreshold) {

  /// What one try does.
  public sealed interface Check {
    /// A GET that succeeds with a status from 200 to 399.
    record HttpGet(
        boolean https, int port, String host, String path, Map<String, List<String>> headers)
        implements Check {}

    /// A connection that succeeds by being accepted; gRPC probes are run like this, too.
    record TcpSocket(int port) implements Check {}

    /// A command: a simulated container has none to run, so that it always succeeds.
    record Exec() implements Check {}
  }

  public ProbeSpec {
    if (successThreshold < 1 || failureThreshold < 1) {
      throw new IllegalArgumentException(
          "probe thresholds: expected at least 1, got "
              + successThreshold
              + " and "
              + failureThreshold);
    }
  }
}
