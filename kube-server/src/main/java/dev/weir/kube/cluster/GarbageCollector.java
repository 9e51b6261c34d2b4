package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.DeleteOptions;
import dev.weir.kube.store.KubeStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Deletes objects whose owners are all gone, and finishes foreground and orphaning deletions.
///
/// An owner that is deleted in the foreground holds the finalizer `foregroundDeletion` until its
/// blocking dependents are gone; one that orphans holds `orphan` until no dependent names it.
final class GarbageCollector implements Controller {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";

  private final KubeStore store;
  private final Map<String, Set<ResourceKey>> dependentsByOwner = new HashMap<>();
  private final Map<String, ResourceKey> keyByUid = new HashMap<>();

  GarbageCollector(KubeStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "garbage-collector";
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    ObjectNode before = change.before();
    ObjectNode after = change.after();
    if (before != null) {
      forget(before, change.key());
    }
    if (after != null) {
      remember(after, change.key());
      if (!Meta.ownerReferences(after).isEmpty() || Meta.isDeleting(after)) {
        look.accept(change.key());
      }
    } else if (before != null) {
      dependents(Meta.uid(before)).forEach(look);
    }
    if (before != null) {
      Meta.ownerReferences(before).forEach(owner -> owner(owner).ifPresent(look));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    Optional<ResourceType> type = store.types().ofResource(key.resource());
    if (found.isEmpty() || type.isEmpty()) {
      return Outcome.DONE;
    }
    ObjectNode object = found.get();
    if (Meta.isDeleting(object)) {
      finishDeletion(type.get(), key, object);
    } else {
      dropAbsentOwners(type.get(), key, object);
    }
    return Outcome.DONE;
  }

  private void finishDeletion(ResourceType type, ResourceKey key, ObjectNode object) {
    List<ResourceKey> dependents = dependents(Meta.uid(object));
    if (Meta.hasFinalizer(object, ORPHAN)) {
      dependents.forEach(dependent -> release(dependent, Meta.uid(object)));
      removeFinalizer(type, key, ORPHAN);
    } else if (Meta.hasFinalizer(object, FOREGROUND)) {
      dependents.forEach(dependent -> delete(dependent, DeleteOptions.Propagation.FOREGROUND));
      if (dependents.stream().noneMatch(dependent -> blocks(dependent, Meta.uid(object)))) {
        removeFinalizer(type, key, FOREGROUND);
      }
    }
  }

  private boolean blocks(ResourceKey dependent, String ownerUid) {
    return store.get(dependent).stream()
        .flatMap(object -> Meta.ownerReferences(object).stream())
        .anyMatch(
            ref -> Json.text(ref, "uid").equals(ownerUid) && Json.flag(ref, "blockOwnerDeletion"));
  }

  /// Deletes an object none of whose owners is left; else only forgets those that are gone.
  private void dropAbsentOwners(ResourceType type, ResourceKey key, ObjectNode object) {
    List<JsonNode> owners = Meta.ownerReferences(object);
    List<JsonNode> absent =
        owners.stream().filter(owner -> !exists(owner, key.namespace())).toList();
    if (absent.isEmpty()) {
      return;
    }
    if (absent.size() == owners.size()) {
      delete(key, DeleteOptions.Propagation.BACKGROUND);
    } else {
      absent.forEach(owner -> release(key, Json.text(owner, "uid")));
    }
  }

  private void delete(ResourceKey key, DeleteOptions.Propagation propagation) {
    Optional<ObjectNode> object = store.get(key).filter(found -> !Meta.isDeleting(found));
    Optional<ResourceType> type = store.types().ofResource(key.resource());
    if (object.isEmpty() || type.isEmpty()) {
      return;
    }
    var options =
        new DeleteOptions(
            Meta.uid(object.get()),
            "",
            OptionalLong.empty(),
            hasDependents(object.get()) ? propagation : DeleteOptions.Propagation.BACKGROUND,
            false);
    ignoringAbsence(() -> store.delete(type.get(), key, options));
  }

  private boolean hasDependents(ObjectNode object) {
    return !dependents(Meta.uid(object)).isEmpty();
  }

  private void release(ResourceKey dependent, String ownerUid) {
    store
        .types()
        .ofResource(dependent.resource())
        .ifPresent(type ->
            ignoringAbsence(
                () -> store.modify(type, dependent, object -> withoutOwner(object, ownerUid))));
  }

  private void removeFinalizer(ResourceType type, ResourceKey key, String finalizer) {
    ignoringAbsence(() ->
        store.modify(
            type,
            key,
            object -> {
              Meta.removeFinalizer(object, finalizer);
              return object;
            }));
  }

  private static ObjectNode withoutOwner(ObjectNode object, String ownerUid) {
    ArrayNode left = Json.array();
    Meta.ownerReferences(object).stream()
        .filter(owner -> !Json.text(owner, "uid").equals(ownerUid))
        .forEach(left::add);
    if (left.isEmpty()) {
      Meta.of(object).remove("ownerReferences");
    } else {
      Meta.of(object).set("ownerReferences", left);
    }
    return object;
  }

  private static void ignoringAbsence(Runnable write) {
    try {
      write.run();
    } catch (StatusException e) {
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }

  private synchronized List<ResourceKey> dependents(String uid) {
    return List.copyOf(dependentsByOwner.getOrDefault(uid, Set.of()));
  }

  /// Whether the referenced owner is stored at this moment; owners of unknown types count as
  /// present.
  private boolean exists(JsonNode reference, String namespace) {
    return store
        .types()
        .ofKind(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))
        .map(type -> store.get(type, namespace, Json.text(reference, "name")))
        .map(
            owner -> owner.filter(o -> Meta.uid(o).equals(Json.text(reference, "uid"))).isPresent())
        .orElse(true);
  }

  private synchronized Optional<ResourceKey> owner(JsonNode reference) {
    return Optional.ofNullable(keyByUid.get(Json.text(reference, "uid")));
  }

  private synchronized void remember(ObjectNode object, ResourceKey key) {
    keyByUid.put(Meta.uid(object), key);
    for (JsonNode owner : Meta.ownerReferences(object)) {
      dependentsByOwner.computeIfAbsent(Json.text(owner, "uid"), _ -> new TreeSet<>()).add(key);
    }
  }

  private synchronized void forget(ObjectNode object, ResourceKey key) {
    keyByUid.remove(Meta.uid(object), key);
    for (JsonNode owner : Meta.ownerReferences(object)) {
      Set<ResourceKey> dependents = dependentsByOwner.get(Json.text(owner, "uid"));
      if (dependents != null && dependents.remove(key) && dependents.isEmpty()) {
        dependentsByOwner.remove(Json.text(owner, "uid"));
      }
    }
  }
}
