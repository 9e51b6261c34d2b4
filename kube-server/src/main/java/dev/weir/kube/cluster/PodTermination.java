package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.DeleteOptions;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ends a deleted pod without cutting a request.
///
/// ```
/// deleted -> answers end their connections
///         -> no EndpointSlice shows the pod as ready, and the linger time or a preStop sleep is over
///         -> no new connections, requests in flight finish (within the grace period)
///         -> removed from the store
/// ```
final class PodTermination {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KubeStore store;
  private final ClusterConfig config;
  private final EventRecorder events;

  PodTermination(KubeStore store, ClusterConfig config, EventRecorder events) {
    this.store = store;
    this.config = config;
    this.events = events;
  }

  Outcome proceed(ResourceKey key, ObjectNode pod, Optional<PodRun> running) {
    long grace = Json.number(pod, 0, "metadata", "deletionGracePeriodSeconds");
    if (running.isEmpty() || grace == 0) {
      running.ifPresent(PodRun::stop);
      if (grace > 0) {
        remove(key, Meta.uid(pod));
      }
      return Outcome.DONE;
    }
    PodRun run = running.get();
    Instant now = config.clock().instant();
    if (run.beginTermination(now)) {
      announce(pod);
    }
    Duration elapsed = run.terminatingFor(now);
    Duration left = Duration.ofSeconds(grace).minus(elapsed);
    Duration accepting = longer(config.linger(), PreStop.sleep(pod));
    if (left.isPositive() && elapsed.compareTo(accepting) < 0) {
      return Outcome.again(longer(POLL, shorter(left, accepting.minus(elapsed))));
    }
    if (left.isPositive() && isReadyEndpoint(pod)) {
      return Outcome.again(POLL);
    }
    if (run.beginClosing()) {
      Thread.ofVirtual().name("closing " + key.name()).start(() -> close(key, run, left));
    }
    return Outcome.DONE;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void close(ResourceKey key, PodRun run, Duration patience) {
    try {
      run.server().close(patience);
      run.stop();
      remove(key, run.uid());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void remove(ResourceKey key, String uid) {
    try {
      var now =
          new DeleteOptions(
              uid, "", OptionalLong.of(0), DeleteOptions.Propagation.BACKGROUND, false);
      store.delete(BuiltInTypes.POD, key, now);
    } catch (StatusException _) {
      // removed meanwhile, or replaced by another pod of the same name
    }
  }

  private void announce(ObjectNode pod) {
    for (JsonNode container : ContainerPorts.containers(pod)) {
      events.normal(
          pod, Kubelet.NAME, "Killing", "Stopping container " + Json.text(container, "name"));
    }
  }

  private boolean isReadyEndpoint(ObjectNode pod) {
    String uid = Meta.uid(pod);
    return store
        .list(BuiltInTypes.ENDPOINT_SLICE, Meta.namespace(pod), Selector.ALL)
        .items()
        .stream()
        .flatMap(slice -> Json.list(slice, "endpoints").stream())
        .anyMatch(endpoint ->
            Json.text(endpoint, "targetRef", "uid").equals(uid)
                && Json.flag(endpoint, "conditions", "ready"));
  }
}
