package dev.weir.kube.cluster;

import dev.weir.kube.cluster.Conditions.Condition;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a Deployment's counts and its conditions `Available` and `Progressing`.
final class DeploymentStatus {
  private static final int DEADLINE_SECONDS = 600;

  /// What the ReplicaSets add up to.
  private record Counts(int wanted, long all, long updated, long ready, long available) {
    boolean isComplete() {
      return updated == wanted && all == wanted && available == wanted;
    }
  }

  private final KubeStore store;
  private final Clock clock;

  DeploymentStatus(KubeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @param current the ReplicaSet of the Deployment's template
  Outcome write(ObjectNode deployment, List<ObjectNode> sets, Optional<ObjectNode> current) {
    Counts counts =
        new Counts(
            (int) Json.number(deployment, 1, "spec", "replicas"),
            sum(sets, "replicas"),
            current.map(set -> Json.number(set, 0, "status", "replicas")).orElse(0L),
            sum(sets, "readyReplicas"),
            sum(sets, "availableReplicas"));
    Instant now = clock.instant();
    ObjectNode written =
        store.modifyStatus(
            BuiltInTypes.DEPLOYMENT,
            ResourceKey.of(BuiltInTypes.DEPLOYMENT, deployment),
            latest -> withStatus(latest, deployment, counts, current, now));
    return untilDeadline(written, now).map(Outcome::again).orElse(Outcome.DONE);
  }

  private static ObjectNode withStatus(
      ObjectNode latest,
      ObjectNode seen,
      Counts counts,
      Optional<ObjectNode> current,
      Instant now) {
    ObjectNode status = Json.child(latest, "status");
    boolean moved = hasMoved(status, counts);
    status.put("observedGeneration", Meta.generation(seen));
    ReplicaSetController.count(status, "replicas", counts.all());
    ReplicaSetController.count(status, "updatedReplicas", counts.updated());
    ReplicaSetController.count(status, "readyReplicas", counts.ready());
    ReplicaSetController.count(status, "availableReplicas", counts.available());
    long missing = Math.max(0, Math.max(counts.wanted(), counts.all()) - counts.available());
    ReplicaSetController.count(status, "unavailableReplicas", missing);
    available(latest, counts, now);
    progressing(latest, counts, current, moved, now);
    return latest;
  }

  private static boolean hasMoved(ObjectNode status, Counts counts) {
    long all = Json.number(status, 0, "replicas");
    long updated = Json.number(status, 0, "updatedReplicas");
    return counts.updated() > updated
        || counts.all() - counts.updated() < all - updated
        || counts.ready() > Json.number(status, 0, "readyReplicas")
        || counts.available() > Json.number(status, 0, "availableReplicas");
  }

  private static void available(ObjectNode deployment, Counts counts, Instant now) {
    boolean enough = counts.available() >= RollingUpdate.of(deployment).minAvailable();
    set(
        deployment,
        enough
            ? new Condition(
                "Available",
                "True",
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.")
            : new Condition(
                "Available",
                "False",
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability."),
        false,
        now);
  }

  private static void progressing(
      ObjectNode deployment,
      Counts counts,
      Optional<ObjectNode> current,
      boolean moved,
      Instant now) {
    if (Json.flag(deployment, "spec", "paused")) {
      var paused =
          new Condition("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
      set(deployment, paused, false, now);
      return;
    }
    if (current.isEmpty()) {
      return;
    }
    String set = "ReplicaSet \"" + Meta.name(current.get()) + "\"";
    if (counts.isComplete()) {
      var done =
          new Condition(
              "Progressing",
              "True",
              "NewReplicaSetAvailable",
              set + " has successfully progressed.");
      set(deployment, done, moved, now);
    } else if (!moved && isOverdue(deployment, now)) {
      var late =
          new Condition(
              "Progressing",
              "False",
              "ProgressDeadlineExceeded",
              set + " has timed out progressing.");
      set(deployment, late, false, now);
    } else {
      var going =
          new Condition("Progressing", "True", "ReplicaSetUpdated", set + " is progressing.");
      set(deployment, going, moved, now);
    }
  }

  /// Sets a condition; its update time moves when it changed or when there is progress.
  private static void set(ObjectNode deployment, Condition wanted, boolean progress, Instant now) {
    boolean changed = Conditions.set(deployment, wanted, now);
    if (changed || progress) {
      Conditions.find(deployment, wanted.type())
          .ifPresent(node -> ((ObjectNode) node).put("lastUpdateTime", Meta.time(now)));
    }
  }

  private static boolean isOverdue(JsonNode deployment, Instant now) {
    return untilDeadline(deployment, now).filter(left -> !left.isPositive()).isPresent();
  }

  /// How long an unfinished roll-out has before it counts as stuck.
  private static Optional<Duration> untilDeadline(JsonNode deployment, Instant now) {
    long deadline = Json.number(deployment, DEADLINE_SECONDS, "spec", "progressDeadlineSeconds");
    return Conditions.find(deployment, "Progressing")
        .filter(c -> Json.text(c, "reason").equals("ReplicaSetUpdated"))
        .map(condition -> Json.text(condition, "lastUpdateTime"))
        .filter(time -> !time.isEmpty())
        .map(time -> Duration.between(now, Instant.parse(time).plusSeconds(deadline)));
  }

  private static long sum(List<ObjectNode> sets, String field) {
    return sets.stream().mapToLong(set -> Json.number(set, 0, "status", field)).sum();
  }
}
