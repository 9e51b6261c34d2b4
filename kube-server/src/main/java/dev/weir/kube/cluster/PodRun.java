package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.pod.SimulatedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A pod that runs in this process. Changed only while the kubelet looks at it.
final class PodRun {
  private final String uid;
  private final String address;
  private final SimulatedPod server;
  private final boolean resumed;
  private final Map<String, ContainerRun> containers = new LinkedHashMap<>();
  private boolean announced;
  private boolean closing;
  private @Nullable Instant terminatingSince;

  /// @param resumed whether an earlier process has run the pod
  PodRun(String uid, String address, SimulatedPod server, boolean resumed) {
    this.uid = uid;
    this.address = address;
    this.server = server;
    this.resumed = resumed;
    this.announced = resumed;
  }

  /// Whether an earlier run of the pod was written into its status.
  static boolean wasRunning(JsonNode pod) {
    return Json.list(pod, "status", "containerStatuses").stream()
        .anyMatch(status -> Json.at(status, "state", "running").isObject());
  }

  String uid() {
    return uid;
  }

  String address() {
    return address;
  }

  SimulatedPod server() {
    return server;
  }

  boolean isResumed() {
    return resumed;
  }

  ContainerRun container(String name, Function<String, ContainerRun> create) {
    return containers.computeIfAbsent(name, create);
  }

  Optional<ContainerRun> container(String name) {
    return Optional.ofNullable(containers.get(name));
  }

  boolean isReady() {
    return containers.values().stream().allMatch(ContainerRun::isReady);
  }

  boolean hasPortFailure() {
    return containers.values().stream().anyMatch(run -> !run.portFailure().isEmpty());
  }

  /// The shortest back-off of a container that waits to be restarted.
  Optional<Duration> nextRestart(Instant now) {
    return containers.values().stream()
        .map(run -> run.waits(now))
        .filter(Duration::isPositive)
        .min(Duration::compareTo);
  }

  void complete(int exitCode, Instant now) {
    containers.values().forEach(run -> run.complete(exitCode, now));
    server.closeNow();
  }

  /// True the first time only.
  boolean announce() {
    boolean first = !announced;
    announced = true;
    return first;
  }

  /// Begins to terminate; true the first time only.
  boolean beginTermination(Instant now) {
    if (terminatingSince != null) {
      return false;
    }
    terminatingSince = now;
    server.drain();
    return true;
  }

  /// How long the pod has been terminating.
  Duration terminatingFor(Instant now) {
    return terminatingSince == null ? Duration.ZERO : Duration.between(terminatingSince, now);
  }

  /// True the first time only.
  boolean beginClosing() {
    boolean first = !closing;
    closing = true;
    return first;
  }

  void stop() {
    containers.values().forEach(ContainerRun::closeProbes);
    server.closeNow();
  }
}
