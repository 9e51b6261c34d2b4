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
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the numbered pods of a StatefulSet: made in order, replaced one by one from the last.
///
/// Revisions are told by the pods' `controller-revision-hash` alone; no ControllerRevision objects
/// are kept, so that there is no roll-back to an earlier one. Claims of `volumeClaimTemplates` are
/// created and count as bound.
final class StatefulSetController implements Controller {
  private static final String NAME = "statefulset-controller";
  private static final String REVISION_LABEL = "controller-revision-hash";

  private final KubeStore store;
  private final Workloads workloads;
  private final Clock clock;

  StatefulSetController(KubeStore store, Workloads workloads, Clock clock) {
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
    workloads.onChange(change, BuiltInTypes.STATEFUL_SET, BuiltInTypes.POD, look);
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ObjectNode set = found.get();
    String revision = Meta.name(set) + "-" + PodTemplates.hash(Json.at(set, "spec", "template"));
    if (!Meta.isDeleting(set)) {
      step(set, revision, pods(set));
    }
    List<ObjectNode> pods = List.copyOf(pods(set).values());
    Duration minReady = Duration.ofSeconds(Json.number(set, 0, "spec", "minReadySeconds"));
    Instant now = clock.instant();
    store.modifyStatus(
        BuiltInTypes.STATEFUL_SET, key, s -> withStatus(s, set, pods, revision, minReady, now));
    return ReplicaSetController.nextAvailable(pods, minReady, now)
        .map(Outcome::again)
        .orElse(Outcome.DONE);
  }

  private Map<Integer, ObjectNode> pods(ObjectNode set) {
    Map<Integer, ObjectNode> pods = new TreeMap<>();
    for (ObjectNode pod : workloads.controlled(BuiltInTypes.STATEFUL_SET, set, BuiltInTypes.POD)) {
      String ordinal = Meta.name(pod).substring(Meta.name(pod).lastIndexOf('-') + 1);
      if (ordinal.matches("\\d{1,6}")) {
        pods.put(Integer.parseInt(ordinal), pod);
      }
    }
    return pods;
  }

  private void step(ObjectNode set, String revision, Map<Integer, ObjectNode> pods) {
    boolean ordered = !Json.text(set, "spec", "podManagementPolicy").equals("Parallel");
    int start = (int) Json.number(set, 0, "spec", "ordinals", "start");
    int end = start + (int) Json.number(set, 1, "spec", "replicas");
    for (int ordinal = start; ordinal < end; ordinal++) {
      ObjectNode pod = pods.get(ordinal);
      if (pod == null) {
        create(set, ordinal, revision);
      } else if (Pods.isFinished(pod) && !Meta.isDeleting(pod)) {
        workloads.deletePod(set, pod, NAME);
      }
      if (ordered && (pod == null || !Pods.isReady(pod) || Meta.isDeleting(pod))) {
        return; // the next one waits for this one
      }
    }
    if (!removeExcess(set, pods, start, end, ordered)) {
      update(set, revision, pods, start, end);
    }
  }

  /// Deletes pods beyond the size, the last first; true while there are any.
  private boolean removeExcess(
      ObjectNode set, Map<Integer, ObjectNode> pods, int start, int end, boolean ordered) {
    List<ObjectNode> excess =
        pods.entrySet().stream()
            .filter(entry -> entry.getKey() < start || entry.getKey() >= end)
            .sorted(Map.Entry.<Integer, ObjectNode>comparingByKey().reversed())
            .map(Map.Entry::getValue)
            .toList();
    for (ObjectNode pod : excess) {
      if (!Meta.isDeleting(pod)) {
        workloads.deletePod(set, pod, NAME);
      }
      if (ordered) {
        break;
      }
    }
    return !excess.isEmpty();
  }

  /// Deletes the last pod of another revision, when all later ones are ready again.
  private void update(
      ObjectNode set, String revision, Map<Integer, ObjectNode> pods, int start, int end) {
    if (Json.text(set, "spec", "updateStrategy", "type").equals("OnDelete")) {
      return;
    }
    int partition =
        (int) Json.number(set, 0, "spec", "updateStrategy", "rollingUpdate", "partition");
    for (int ordinal = end - 1; ordinal >= Math.max(start, partition); ordinal--) {
      ObjectNode pod = pods.get(ordinal);
      if (pod == null || Meta.isDeleting(pod)) {
        return;
      }
      if (!hasRevision(pod, revision)) {
        workloads.deletePod(set, pod, NAME);
        return;
      }
      if (!Pods.isReady(pod)) {
        return;
      }
    }
  }

  private void create(ObjectNode set, int ordinal, String revision) {
    ObjectNode pod = PodTemplates.newPod(BuiltInTypes.STATEFUL_SET, set);
    String name = Meta.name(set) + "-" + ordinal;
    Meta.of(pod).put("name", name);
    Json.child(pod, "metadata", "labels")
        .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal))
        .put(REVISION_LABEL, revision)
        .put("statefulset.kubernetes.io/pod-name", name);
    ObjectNode spec = Json.child(pod, "spec");
    spec.put("hostname", name).put("subdomain", Json.text(set, "spec", "serviceName"));
    for (JsonNode template : Json.list(set, "spec", "volumeClaimTemplates")) {
      claim(set, template, name);
      String claimName = Meta.name(template) + "-" + name;
      ObjectNode volume = Json.childArray(spec, "volumes").addObject();
      volume.put("name", Meta.name(template));
      volume.putObject("persistentVolumeClaim").put("claimName", claimName);
    }
    workloads.createPod(set, pod, NAME);
  }

  private void claim(ObjectNode set, JsonNode template, String pod) {
    var type = store.types().ofResource("persistentvolumeclaims").orElseThrow();
    String name = Meta.name(template) + "-" + pod;
    if (store.get(type, Meta.namespace(set), name).isPresent()) {
      return;
    }
    ObjectNode claim = (ObjectNode) template.deepCopy();
    Meta.of(claim).put("name", name).put("namespace", Meta.namespace(set));
    ObjectNode created = store.create(type, claim);
    store.modifyStatus(
        type,
        ResourceKey.of(type, created),
        latest -> {
          Json.child(latest, "status").put("phase", "Bound");
          return latest;
        });
  }

  private static boolean hasRevision(JsonNode pod, String revision) {
    return revision.equals(Meta.labels(pod).get(REVISION_LABEL));
  }

  private static ObjectNode withStatus(
      ObjectNode latest,
      ObjectNode seen,
      List<ObjectNode> pods,
      String revision,
      Duration minReady,
      Instant now) {
    ObjectNode status = Json.child(latest, "status");
    List<ObjectNode> active = pods.stream().filter(Pods::isActive).toList();
    long updated = active.stream().filter(pod -> hasRevision(pod, revision)).count();
    boolean done = updated == active.size();
    String before = Json.text(status, "currentRevision");
    String current = done || before.isEmpty() ? revision : before;
    status.put("observedGeneration", Meta.generation(seen)).put("replicas", active.size());
    ReplicaSetController.count(
        status, "readyReplicas", active.stream().filter(Pods::isReady).count());
    status.put(
        "availableReplicas",
        active.stream().filter(pod -> Pods.isAvailable(pod, minReady, now)).count());
    ReplicaSetController.count(
        status,
        "currentReplicas",
        active.stream().filter(pod -> hasRevision(pod, current)).count());
    ReplicaSetController.count(status, "updatedReplicas", updated);
    status.put("currentRevision", current).put("updateRevision", revision);
    status.put("collisionCount", 0);
    return latest;
  }
}
