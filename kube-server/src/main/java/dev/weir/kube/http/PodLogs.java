package dev.weir.kube.http;

import dev.weir.kube.object.StatusException;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.node.ObjectNode;

/// Where `kubectl logs` reads from.
@FunctionalInterface
public interface PodLogs {
  /// Pods have logged nothing.
  PodLogs NONE = (pod, options, out) -> {};

  /// What of the log is asked for.
  ///
  /// @param container "" for the only one
  /// @param tailLines lines from the end, -1 for all
  /// @param sinceSeconds only younger lines, 0 for all
  record Options(
      String container, boolean follow, long tailLines, long sinceSeconds, boolean timestamps) {}

  /// Writes the log as text, and when following, until the pod is gone or the client hangs up.
  ///
  /// @throws StatusException 400 for a container that the pod does not have
  void write(ObjectNode pod, Options options, OutputStream out) throws IOException;
}
