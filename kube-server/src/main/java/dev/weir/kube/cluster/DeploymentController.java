package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Turns a Deployment into ReplicaSets, one per pod template, and moves its pods to the newest one.
final class DeploymentController implements Controller {
  static final String NAME = "deployment-controller";

  private final KubeStore store;
  private final Workloads workloads;
  private final EventRecorder events;
  private final DeploymentRevisions revisions;
  private final DeploymentStatus status;

  DeploymentController(KubeStore store, Workloads workloads, EventRecorder events, Clock clock) {
    this.store = store;
    this.workloads = workloads;
    this.events = events;
    this.revisions = new DeploymentRevisions(store);
    this.status = new DeploymentStatus(store, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    workloads.onChange(change, BuiltInTypes.DEPLOYMENT, BuiltInTypes.REPLICA_SET, look);
    // A strategy that waits for old pods to be gone hears of it from the pods alone.
    if (change.key().resource().equals(BuiltInTypes.POD.resource()) && change.after() == null) {
      Optional.ofNullable(change.before())
          .flatMap(pod -> Owners.controllerName(pod, BuiltInTypes.REPLICA_SET))
          .flatMap(set -> store.get(BuiltInTypes.REPLICA_SET, change.key().namespace(), set))
          .flatMap(set -> Owners.controllerName(set, BuiltInTypes.DEPLOYMENT))
          .map(name -> ResourceKey.of(BuiltInTypes.DEPLOYMENT, change.key().namespace(), name))
          .ifPresent(look);
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ObjectNode deployment = found.get();
    if (Meta.isDeleting(deployment)) {
      return status.write(deployment, sets(deployment), Optional.empty());
    }
    List<ObjectNode> before = sets(deployment);
    Optional<ObjectNode> current = revisions.current(deployment, before);
    if (Json.flag(deployment, "spec", "paused")) {
      scaleOnly(deployment, before);
    } else {
      rollOut(deployment, before, current);
      revisions.removeOld(deployment, sets(deployment));
    }
    List<ObjectNode> after = sets(deployment);
    return status.write(deployment, after, DeploymentRevisions.matching(deployment, after));
  }

  private List<ObjectNode> sets(ObjectNode deployment) {
    return workloads
        .controlled(BuiltInTypes.DEPLOYMENT, deployment, BuiltInTypes.REPLICA_SET)
        .stream()
        .sorted(DeploymentRevisions.OLDEST_FIRST)
        .toList();
  }

  private void rollOut(ObjectNode deployment, List<ObjectNode> all, Optional<ObjectNode> matching) {
    boolean recreate = Json.text(deployment, "spec", "strategy", "type").equals("Recreate");
    if (recreate && !stopOld(deployment, all, matching)) {
      return;
    }
    RollingUpdate update = RollingUpdate.of(deployment);
    List<ObjectNode> old = all.stream().filter(set -> !isSame(set, matching)).toList();
    if (matching.isEmpty()) {
      int total = old.stream().mapToInt(DeploymentController::replicas).sum();
      int wanted = (int) Json.number(deployment, 1, "spec", "replicas");
      int first = Math.clamp((long) wanted + update.maxSurge() - total, 0, wanted);
      ObjectNode created = revisions.create(deployment, all, first);
      scaled(deployment, Meta.name(created), 0, first);
      return;
    }
    var parts = old.stream().map(DeploymentController::part).toList();
    Map<String, Integer> next = update.next(part(matching.get()), parts);
    all.forEach(set -> scale(deployment, set, next));
  }

  /// Asks the old pods of a Recreate deployment to stop; true when none is left, not even a
  /// terminating one.
  private boolean stopOld(
      ObjectNode deployment, List<ObjectNode> all, Optional<ObjectNode> matching) {
    boolean stopped = true;
    for (ObjectNode set : all) {
      if (!isSame(set, matching)) {
        scale(deployment, set, Map.of(Meta.name(set), 0));
        stopped &=
            workloads.controlled(BuiltInTypes.REPLICA_SET, set, BuiltInTypes.POD).stream()
                .allMatch(Pods::isFinished);
      }
    }
    return stopped;
  }

  /// A paused deployment changes its size, not its template.
  private void scaleOnly(ObjectNode deployment, List<ObjectNode> all) {
    List<ObjectNode> active = all.stream().filter(set -> replicas(set) > 0).toList();
    if (active.size() == 1) {
      int wanted = (int) Json.number(deployment, 1, "spec", "replicas");
      scale(deployment, active.getFirst(), Map.of(Meta.name(active.getFirst()), wanted));
    }
  }

  private void scale(ObjectNode deployment, ObjectNode set, Map<String, Integer> next) {
    int from = replicas(set);
    int to = next.getOrDefault(Meta.name(set), from);
    store.modify(
        BuiltInTypes.REPLICA_SET,
        ResourceKey.of(BuiltInTypes.REPLICA_SET, set),
        latest -> {
          Json.child(latest, "spec").put("replicas", to);
          DeploymentRevisions.annotateSize(latest, deployment);
          return latest;
        });
    if (from != to) {
      scaled(deployment, Meta.name(set), from, to);
    }
  }

  private void scaled(ObjectNode deployment, String set, int from, int to) {
    if (from != to) {
      String direction = to > from ? "up" : "down";
      String message = "Scaled %s replica set %s from %d to %d".formatted(direction, set, from, to);
      events.normal(deployment, NAME, "ScalingReplicaSet", message);
    }
  }

  private static boolean isSame(ObjectNode set, Optional<ObjectNode> other) {
    return other.filter(o -> Meta.uid(o).equals(Meta.uid(set))).isPresent();
  }

  private static int replicas(ObjectNode set) {
    return (int) Json.number(set, 1, "spec", "replicas");
  }

  private static RollingUpdate.Part part(ObjectNode set) {
    return new RollingUpdate.Part(
        Meta.name(set), replicas(set), (int) Json.number(set, 0, "status", "availableReplicas"));
  }
}
