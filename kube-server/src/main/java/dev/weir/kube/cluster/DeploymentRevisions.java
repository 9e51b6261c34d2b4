package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.KubeStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The ReplicaSets of a Deployment and their revisions, as `kubectl rollout history` shows them.
final class DeploymentRevisions {
  static final Comparator<ObjectNode> OLDEST_FIRST =
      Comparator.<ObjectNode, String>comparing(
              set -> Json.text(set, "metadata", "creationTimestamp"))
          .thenComparing(DeploymentRevisions::revision)
          .thenComparing(Meta::name);

  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MAX = "deployment.kubernetes.io/max-replicas";
  private static final int KEPT = 10;

  /// Annotations of the Deployment that its ReplicaSets do not get.
  private static final Set<String> OWN =
      Set.of("kubectl.kubernetes.io/last-applied-configuration", REVISION, DESIRED, MAX);

  private final KubeStore store;

  DeploymentRevisions(KubeStore store) {
    this.store = store;
  }

  /// The ReplicaSet of the Deployment's template.
  static Optional<ObjectNode> matching(ObjectNode deployment, List<ObjectNode> sets) {
    JsonNode template = Json.at(deployment, "spec", "template");
    return sets.stream()
        .filter(set -> PodTemplates.sameTemplate(Json.at(set, "spec", "template"), template))
        .findFirst();
  }

  /// As `matching`; it becomes the latest revision, which after a roll-back it was not.
  Optional<ObjectNode> current(ObjectNode deployment, List<ObjectNode> sets) {
    Optional<ObjectNode> matching = matching(deployment, sets);
    if (matching.isEmpty()) {
      return matching;
    }
    String name = Meta.name(matching.get());
    long others =
        sets.stream()
            .filter(s -> !Meta.name(s).equals(name))
            .mapToLong(DeploymentRevisions::revision)
            .max()
            .orElse(0);
    long wanted = Math.max(revision(matching.get()), others + 1);
    if (revision(matching.get()) != wanted) {
      Optional<ObjectNode> moved =
          Optional.of(
              store.modify(
                  BuiltInTypes.REPLICA_SET,
                  ResourceKey.of(BuiltInTypes.REPLICA_SET, matching.get()),
                  set -> withRevision(set, wanted)));
      tell(deployment, wanted);
      return moved;
    }
    tell(deployment, wanted);
    return matching;
  }

  /// Makes the ReplicaSet of the Deployment's template.
  ObjectNode create(ObjectNode deployment, List<ObjectNode> others, int replicas) {
    long revision = others.stream().mapToLong(DeploymentRevisions::revision).max().orElse(0) + 1;
    ObjectNode template = ((ObjectNode) Json.at(deployment, "spec", "template")).deepCopy();
    String hash = PodTemplates.hash(template);
    Json.child(template, "metadata", "labels").put(PodTemplates.HASH_LABEL, hash);
    ObjectNode set = Json.object();
    ObjectNode metadata = set.putObject("metadata");
    metadata.put("name", Meta.name(deployment) + "-" + hash);
    metadata.put("namespace", Meta.namespace(deployment));
    metadata.set("labels", Json.at(template, "metadata", "labels").deepCopy());
    copyAnnotations(deployment, set);
    withRevision(set, revision);
    annotateSize(set, deployment);
    Owners.setController(set, BuiltInTypes.DEPLOYMENT, deployment);
    ObjectNode spec = set.putObject("spec").put("replicas", replicas);
    long minReady = Json.number(deployment, 0, "spec", "minReadySeconds");
    if (minReady > 0) {
      spec.put("minReadySeconds", minReady);
    }
    ObjectNode selector = ((ObjectNode) Json.at(deployment, "spec", "selector")).deepCopy();
    Json.child(selector, "matchLabels").put(PodTemplates.HASH_LABEL, hash);
    spec.set("selector", selector);
    spec.set("template", template);
    ObjectNode created = store.create(BuiltInTypes.REPLICA_SET, set);
    tell(deployment, revision);
    return created;
  }

  /// Deletes the oldest empty ReplicaSets beyond `revisionHistoryLimit`.
  void removeOld(ObjectNode deployment, List<ObjectNode> sets) {
    long kept = Json.number(deployment, KEPT, "spec", "revisionHistoryLimit");
    Optional<ObjectNode> current = matching(deployment, sets);
    List<ObjectNode> old =
        sets.stream()
            .filter(set -> !Meta.isDeleting(set) && !set.equals(current.orElse(null)))
            .toList();
    old.stream()
        .sorted(Comparator.comparingLong(DeploymentRevisions::revision))
        .limit(Math.max(0, old.size() - kept))
        .filter(DeploymentRevisions::isEmpty)
        .forEach(s ->
            store.delete(BuiltInTypes.REPLICA_SET, ResourceKey.of(BuiltInTypes.REPLICA_SET, s)));
  }

  static void annotateSize(ObjectNode set, ObjectNode deployment) {
    long replicas = Json.number(deployment, 1, "spec", "replicas");
    int surge = RollingUpdate.of(deployment).maxSurge();
    Json.child(set, "metadata", "annotations")
        .put(DESIRED, Long.toString(replicas))
        .put(MAX, Long.toString(replicas + surge));
  }

  static long revision(JsonNode object) {
    String revision = Meta.annotations(object).getOrDefault(REVISION, "0");
    return revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0;
  }

  private void tell(ObjectNode deployment, long revision) {
    store.modify(
        BuiltInTypes.DEPLOYMENT,
        ResourceKey.of(BuiltInTypes.DEPLOYMENT, deployment),
        latest -> withRevision(latest, revision));
  }

  private static ObjectNode withRevision(ObjectNode object, long revision) {
    Json.child(object, "metadata", "annotations").put(REVISION, Long.toString(revision));
    return object;
  }

  private static void copyAnnotations(ObjectNode deployment, ObjectNode set) {
    for (Map.Entry<String, String> annotation : Meta.annotations(deployment).entrySet()) {
      if (!OWN.contains(annotation.getKey())) {
        Json.child(set, "metadata", "annotations").put(annotation.getKey(), annotation.getValue());
      }
    }
  }

  private static boolean isEmpty(ObjectNode set) {
    return Json.number(set, 1, "spec", "replicas") == 0
        && Json.number(set, 0, "status", "replicas") == 0;
  }
}
