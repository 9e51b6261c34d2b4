package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.ResourceType;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Owner references of objects.
final class Owners {
  private Owners() {}

  /// The reference to the object's managing controller.
  static Optional<JsonNode> controllerOf(JsonNode object) {
    return Meta.ownerReferences(object).stream()
        .filter(owner -> Json.flag(owner, "controller"))
        .findFirst();
  }

  static boolean isControlledBy(JsonNode object, JsonNode owner) {
    String uid = Meta.uid(owner);
    return controllerOf(object).filter(ref -> Json.text(ref, "uid").equals(uid)).isPresent();
  }

  /// Whether the object's controller is of that kind.
  static boolean isControlledByKind(JsonNode object, ResourceType type) {
    return controllerOf(object).filter(ref -> isOf(ref, type)).isPresent();
  }

  /// The name of the object's controller if it is of that kind.
  static Optional<String> controllerName(JsonNode object, ResourceType type) {
    return controllerOf(object).filter(ref -> isOf(ref, type)).map(ref -> Json.text(ref, "name"));
  }

  /// Makes the owner the managing controller of an object that has none.
  static void setController(ObjectNode object, ResourceType ownerType, JsonNode owner) {
    Json.childArray(Meta.of(object), "ownerReferences")
        .addObject()
        .put("apiVersion", ownerType.apiVersion())
        .put("kind", ownerType.kind())
        .put("name", Meta.name(owner))
        .put("uid", Meta.uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  private static boolean isOf(JsonNode reference, ResourceType type) {
    return Json.text(reference, "kind").equals(type.kind())
        && Json.text(reference, "apiVersion").equals(type.apiVersion());
  }
}
