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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps one pod of a DaemonSet on every node that it may run on.
final class DaemonSetController implements Controller {
  private static final String NAME = "daemonset-controller";
  private static final String REVISION_LABEL = "controller-revision-hash";

  private final KubeStore store;
  private final Workloads workloads;
  private final Clock clock;

  DaemonSetController(KubeStore store, Workloads workloads, Clock clock) {
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
    workloads.onChange(change, BuiltInTypes.DAEMON_SET, BuiltInTypes.POD, look);
    if (change.key().resource().equals(BuiltInTypes.NODE.resource())) {
      store
          .list(BuiltInTypes.DAEMON_SET)
          .items()
          .forEach(set -> look.accept(ResourceKey.of(BuiltInTypes.DAEMON_SET, set)));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ObjectNode set = found.get();
    String revision = PodTemplates.hash(Json.at(set, "spec", "template"));
    Set<String> nodes = nodes(set);
    if (!Meta.isDeleting(set)) {
      place(set, revision, nodes);
      update(set, revision);
    }
    List<ObjectNode> pods = pods(set).stream().filter(Pods::isActive).toList();
    Duration minReady = Duration.ofSeconds(Json.number(set, 0, "spec", "minReadySeconds"));
    Instant now = clock.instant();
    store.modifyStatus(
        BuiltInTypes.DAEMON_SET,
        key,
        latest -> withStatus(latest, set, pods, nodes, revision, minReady, now));
    return ReplicaSetController.nextAvailable(pods, minReady, now)
        .map(Outcome::again)
        .orElse(Outcome.DONE);
  }

  private List<ObjectNode> pods(ObjectNode set) {
    return workloads.controlled(BuiltInTypes.DAEMON_SET, set, BuiltInTypes.POD);
  }

  private Set<String> nodes(ObjectNode set) {
    ObjectNode pod = PodTemplates.newPod(BuiltInTypes.DAEMON_SET, set);
    Set<String> nodes = new HashSet<>();
    for (ObjectNode node : store.list(BuiltInTypes.NODE).items()) {
      if (NodeFit.fitsDaemon(pod, node)) {
        nodes.add(Meta.name(node));
      }
    }
    return nodes;
  }

  private void place(ObjectNode set, String revision, Set<String> nodes) {
    Set<String> missing = new HashSet<>(nodes);
    for (ObjectNode pod : pods(set)) {
      boolean wanted = missing.remove(Pods.node(pod));
      if (!Meta.isDeleting(pod) && (!wanted || Pods.isFinished(pod))) {
        workloads.deletePod(set, pod, NAME);
      }
    }
    for (String node : missing) {
      ObjectNode pod = PodTemplates.newPod(BuiltInTypes.DAEMON_SET, set);
      Meta.of(pod).put("generateName", Meta.name(set) + "-");
      Json.child(pod, "metadata", "labels").put(REVISION_LABEL, revision);
      Json.child(pod, "metadata", "annotations")
          .put(SimulationAnnotations.SIMULATED, SimulationAnnotations.SIMULATED_TEXT);
      Json.child(pod, "spec").put("nodeName", node);
      workloads.createPod(set, pod, NAME);
    }
  }

  /// Replaces one pod of another revision at a time, when all others are ready.
  private void update(ObjectNode set, String revision) {
    List<ObjectNode> pods = pods(set);
    boolean allReady = pods.stream().allMatch(pod -> Pods.isActive(pod) && Pods.isReady(pod));
    if (allReady && !Json.text(set, "spec", "updateStrategy", "type").equals("OnDelete")) {
      pods.stream()
          .filter(pod -> !hasRevision(pod, revision))
          .findFirst()
          .ifPresent(pod -> workloads.deletePod(set, pod, NAME));
    }
  }

  private static boolean hasRevision(JsonNode pod, String revision) {
    return revision.equals(Meta.labels(pod).get(REVISION_LABEL));
  }

  private static ObjectNode withStatus(
      ObjectNode latest,
      ObjectNode seen,
      List<ObjectNode> pods,
      Set<String> nodes,
      String revision,
      Duration minReady,
      Instant now) {
    ObjectNode status = Json.child(latest, "status");
    long ready = pods.stream().filter(Pods::isReady).count();
    long available = pods.stream().filter(p -> Pods.isAvailable(p, minReady, now)).count();
    status.put("currentNumberScheduled", pods.size());
    status.put("desiredNumberScheduled", nodes.size());
    status.put("numberMisscheduled", 0).put("numberReady", ready);
    ReplicaSetController.count(status, "numberAvailable", available);
    ReplicaSetController.count(status, "numberUnavailable", nodes.size() - available);
    ReplicaSetController.count(
        status,
        "updatedNumberScheduled",
        pods.stream().filter(pod -> hasRevision(pod, revision)).count());
    status.put("observedGeneration", Meta.generation(seen));
    return latest;
  }
}
