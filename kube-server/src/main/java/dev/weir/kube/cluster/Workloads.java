package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.DeleteOptions;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the controllers of Deployments, ReplicaSets, StatefulSets, DaemonSets and Jobs share:
/// finding and adopting the objects that they control, creating and deleting pods with events.
final class Workloads {
  private final KubeStore store;
  private final EventRecorder events;

  Workloads(KubeStore store, EventRecorder events) {
    this.store = store;
    this.events = events;
  }

  /// Asks for a look at the object itself and, after a change of one it controls or could adopt, at
  /// the owner.
  void onChange(Change change, ResourceType owner, ResourceType owned, Consumer<ResourceKey> look) {
    ResourceKey key = change.key();
    if (key.resource().equals(owner.resource())) {
      look.accept(key);
    } else if (key.resource().equals(owned.resource())) {
      ObjectNode object = change.after() != null ? change.after() : change.before();
      if (object == null) {
        return;
      }
      if (Owners.controllerOf(object).isPresent()) {
        Owners.controllerName(object, owner)
            .ifPresent(name -> look.accept(ResourceKey.of(owner, key.namespace(), name)));
      } else if (change.after() != null) {
        store.list(owner, key.namespace(), Selector.ALL).items().stream()
            .filter(candidate -> selects(candidate, object))
            .forEach(candidate -> look.accept(ResourceKey.of(owner, candidate)));
      }
    }
  }

  /// The objects that the owner controls; matching ones without a controller are adopted first.
  List<ObjectNode> controlled(ResourceType ownerType, ObjectNode owner, ResourceType ownedType) {
    List<ObjectNode> controlled = new ArrayList<>();
    for (ObjectNode object : store.list(ownedType, Meta.namespace(owner), Selector.ALL).items()) {
      if (Owners.isControlledBy(object, owner)) {
        controlled.add(object);
      } else if (canAdopt(owner, object)) {
        controlled.add(adopt(ownerType, owner, ownedType, object));
      }
    }
    return controlled;
  }

  private static boolean canAdopt(ObjectNode owner, ObjectNode object) {
    return Owners.controllerOf(object).isEmpty()
        && !Meta.isDeleting(object)
        && !Meta.isDeleting(owner)
        && selects(owner, object);
  }

  private ObjectNode adopt(
      ResourceType ownerType, ObjectNode owner, ResourceType ownedType, ObjectNode object) {
    return store.modify(
        ownedType,
        ResourceKey.of(ownedType, object),
        latest -> {
          if (Owners.controllerOf(latest).isEmpty()) {
            Owners.setController(latest, ownerType, owner);
          }
          return latest;
        });
  }

  private static boolean selects(JsonNode owner, JsonNode object) {
    JsonNode selector = Json.at(owner, "spec", "selector");
    return !selector.isEmpty() && Selector.labelSelector(selector).matches(object);
  }

  ObjectNode createPod(ObjectNode owner, ObjectNode pod, String component) {
    try {
      ObjectNode created = store.create(BuiltInTypes.POD, pod);
      events.normal(owner, component, "SuccessfulCreate", "Created pod: " + Meta.name(created));
      return created;
    } catch (StatusException e) {
      events.warning(owner, component, "FailedCreate", "Error creating: " + e.getMessage());
      throw e;
    }
  }

  void deletePod(ObjectNode owner, ObjectNode pod, String component) {
    var options =
        new DeleteOptions(
            Meta.uid(pod), "", OptionalLong.empty(), DeleteOptions.Propagation.BACKGROUND, false);
    try {
      store.delete(BuiltInTypes.POD, ResourceKey.of(BuiltInTypes.POD, pod), options);
      events.normal(owner, component, "SuccessfulDelete", "Deleted pod: " + Meta.name(pod));
    } catch (StatusException e) {
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }
}
