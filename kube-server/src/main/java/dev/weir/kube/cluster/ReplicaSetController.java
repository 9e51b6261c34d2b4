package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps as many pods of a ReplicaSet as it asks for.
final class ReplicaSetController implements Controller {
  private static final String NAME = "replicaset-controller";

  private final KubeStore store;
  private final Workloads workloads;
  private final Clock clock;

  ReplicaSetController(KubeStore store, Workloads workloads, Clock clock) {
    this.store = store;
    this.workloads = workloads;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    workloads.onChange(change, BuiltInTypes.REPLICA_SET, BuiltInTypes.POD, look);
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ObjectNode set = found.get();
    if (!Meta.isDeleting(set)) {
      scale(set, activePods(set));
    }
    List<ObjectNode> pods = activePods(set);
    Duration minReady = Duration.ofSeconds(Json.number(set, 0, "spec", "minReadySeconds"));
    Instant now = clock.instant();
    store.modifyStatus(
        BuiltInTypes.REPLICA_SET, key, latest -> withStatus(latest, set, pods, minReady, now));
    return nextAvailable(pods, minReady, now).map(Outcome::again).orElse(Outcome.DONE);
  }

  /// How long until the next ready pod becomes available.
  static Optional<Duration> nextAvailable(List<ObjectNode> pods, Duration minReady, Instant now) {
    return pods.stream()
        .flatMap(pod -> Pods.availableIn(pod, minReady, now).stream())
        .filter(Duration::isPositive)
        .min(Duration::compareTo);
  }

  private List<ObjectNode> activePods(ObjectNode set) {
    return workloads.controlled(BuiltInTypes.REPLICA_SET, set, BuiltInTypes.POD).stream()
        .filter(Pods::isActive)
        .toList();
  }

  private void scale(ObjectNode set, List<ObjectNode> pods) {
    int wanted = (int) Json.number(set, 1, "spec", "replicas");
    for (int i = pods.size(); i < wanted; i++) {
      ObjectNode pod = PodTemplates.newPod(BuiltInTypes.REPLICA_SET, set);
      Meta.of(pod).put("generateName", Meta.name(set) + "-");
      workloads.createPod(set, pod, NAME);
    }
    pods.stream()
        .sorted(Pods.deletionOrder())
        .limit(Math.max(0, pods.size() - wanted))
        .forEach(pod -> workloads.deletePod(set, pod, NAME));
  }

  private static ObjectNode withStatus(
      ObjectNode latest, ObjectNode seen, List<ObjectNode> pods, Duration minReady, Instant now) {
    ObjectNode status = Json.child(latest, "status");
    Map<String, String> labels =
        Meta.texts(Json.at(latest, "spec", "template", "metadata", "labels"));
    status.put("replicas", pods.size());
    count(
        status, "fullyLabeledReplicas", pods.stream().filter(pod -> carries(pod, labels)).count());
    count(status, "readyReplicas", pods.stream().filter(Pods::isReady).count());
    count(
        status,
        "availableReplicas",
        pods.stream().filter(pod -> Pods.isAvailable(pod, minReady, now)).count());
    status.put("observedGeneration", Meta.generation(seen));
    return latest;
  }

  /// Writes a count; zero is left out, as the API server leaves it out.
  static void count(ObjectNode status, String field, long count) {
    if (count == 0) {
      status.remove(field);
    } else {
      status.put(field, count);
    }
  }

  private static boolean carries(JsonNode pod, Map<String, String> labels) {
    return Meta.labels(pod).entrySet().containsAll(labels.entrySet());
  }
}
