package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.pod.ContainerProbes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One container of a running pod.
///
/// ```
/// running --startup or liveness probe failed--> waiting (back-off) --> running
///         --port taken--> waiting --> running
///         --job done--> terminated
/// ```
///
/// Changed only while the kubelet looks at the pod, except for `restartNeeded`, which probes set.
final class ContainerRun {
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 5;

  private final String name;
  private final String podUid;
  private Instant startedAt;
  private int restarts;
  private @Nullable ContainerProbes probes;
  private @Nullable JsonNode lastState;
  private @Nullable Instant waitsUntil;
  private @Nullable ObjectNode terminated;
  private String portFailure = "";
  private boolean wasReady;
  private volatile boolean restartNeeded;

  ContainerRun(String name, String podUid, Instant startedAt) {
    this.name = name;
    this.podUid = podUid;
    this.startedAt = startedAt;
  }

  /// Takes over what an earlier process wrote of the container.
  void resume(JsonNode status) {
    restarts = (int) Json.number(status, 0, "restartCount");
    wasReady = Json.flag(status, "ready");
    String started = Json.text(status, "state", "running", "startedAt");
    startedAt = started.isEmpty() ? startedAt : Instant.parse(started);
    JsonNode last = status.path("lastState");
    lastState = last.isObject() && !last.isEmpty() ? last : null;
  }

  /// Whether the container was ready before this process ran it; true at most once.
  boolean takeWasReady() {
    boolean was = wasReady;
    wasReady = false;
    return was;
  }

  void probes(ContainerProbes running) {
    probes = running;
  }

  boolean hasProbes() {
    return probes != null;
  }

  void closeProbes() {
    if (probes != null) {
      probes.close();
      probes = null;
    }
  }

  void needRestart() {
    restartNeeded = true;
  }

  boolean needsRestart() {
    return restartNeeded;
  }

  /// Ends this run of the container; the next begins at once the first time, later after a
  /// back-off.
  void restart(Instant now) {
    restartNeeded = false;
    closeProbes();
    ObjectNode last = Json.object();
    ended(last.putObject("terminated"), 137, "Error", now);
    lastState = last;
    waitsUntil = restarts == 0 ? now : now.plus(backoff());
    restarts++;
  }

  /// How long until the container runs again; zero or less when it runs or should.
  Duration waits(Instant now) {
    return waitsUntil == null ? Duration.ZERO : Duration.between(now, waitsUntil);
  }

  /// Begins the next run if the back-off is over.
  void resumeAfterBackoff(Instant now) {
    if (waitsUntil != null && !waits(now).isPositive()) {
      waitsUntil = null;
      startedAt = now;
    }
  }

  void portFailure(String failure) {
    portFailure = failure;
  }

  String portFailure() {
    return portFailure;
  }

  /// Ends the container for good.
  void complete(int exitCode, Instant now) {
    closeProbes();
    terminated = ended(Json.object(), exitCode, exitCode == 0 ? "Completed" : "Error", now);
  }

  boolean isRunning() {
    return terminated == null && waitsUntil == null && portFailure.isEmpty();
  }

  boolean isReady() {
    return isRunning() && probes != null && probes.isReady();
  }

  /// Writes the `containerStatuses` entry.
  ///
  /// @param held whether the pod is kept unready by its annotation
  void write(ObjectNode status, JsonNode container, boolean held) {
    status.put("name", name).put("image", Json.text(container, "image"));
    status.put("imageID", "").put("containerID", containerId());
    status.put("ready", isReady() && !held).put("restartCount", restarts);
    status.put("started", isRunning() && probes != null && probes.isStarted());
    writeState(status.putObject("state"));
    status.set("lastState", lastState == null ? Json.object() : lastState.deepCopy());
  }

  private void writeState(ObjectNode state) {
    if (terminated != null) {
      state.set("terminated", terminated.deepCopy());
    } else if (!portFailure.isEmpty()) {
      waiting(state, "PortUnavailable", portFailure);
    } else if (waitsUntil != null) {
      String message = "back-off restarting failed container " + name;
      waiting(state, "CrashLoopBackOff", message);
    } else {
      state.putObject("running").put("startedAt", Meta.time(startedAt));
    }
  }

  private static void waiting(ObjectNode state, String reason, String message) {
    state.putObject("waiting").put("reason", reason).put("message", message);
  }

  private ObjectNode ended(ObjectNode state, int exitCode, String reason, Instant now) {
    return state
        .put("containerID", containerId())
        .put("exitCode", exitCode)
        .put("finishedAt", Meta.time(now))
        .put("reason", reason)
        .put("startedAt", Meta.time(startedAt));
  }

  private Duration backoff() {
    Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(restarts - 1, DOUBLINGS));
    return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
  }

  private String containerId() {
    byte[] of = (podUid + "/" + name + "/" + restarts).getBytes(StandardCharsets.UTF_8);
    return "weir://simulated-" + UUID.nameUUIDFromBytes(of);
  }
}
