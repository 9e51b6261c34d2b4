package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `status.conditions` of an object.
final class Conditions {
  /// A condition as it should be; empty texts are left out of the object.
  record Condition(String type, String status, String reason, String message) {
    static Condition of(String type, boolean holds) {
      return new Condition(type, holds ? "True" : "False", "", "");
    }
  }

  private Conditions() {}

  static Optional<JsonNode> find(JsonNode object, String type) {
    return Json.list(object, "status", "conditions").stream()
        .filter(condition -> Json.text(condition, "type").equals(type))
        .findFirst();
  }

  static boolean isTrue(JsonNode object, String type) {
    return find(object, type).filter(c -> Json.text(c, "status").equals("True")).isPresent();
  }

  /// Sets a condition in its place, or adds it; the transition time moves only with the status.
  ///
  /// @return whether anything but a time differs from before
  static boolean set(ObjectNode object, Condition wanted, Instant now) {
    ArrayNode all = Json.childArray(Json.child(object, "status"), "conditions");
    for (JsonNode node : all) {
      if (node instanceof ObjectNode condition
          && Json.text(condition, "type").equals(wanted.type())) {
        return change(condition, wanted, now);
      }
    }
    ObjectNode added = all.addObject().put("type", wanted.type());
    change(added, wanted, now);
    return true;
  }

  private static boolean change(ObjectNode condition, Condition wanted, Instant now) {
    boolean moved = !Json.text(condition, "status").equals(wanted.status());
    boolean differs =
        moved
            || !Json.text(condition, "reason").equals(wanted.reason())
            || !Json.text(condition, "message").equals(wanted.message());
    if (differs) {
      condition.put("status", wanted.status());
      putOrRemove(condition, "reason", wanted.reason());
      putOrRemove(condition, "message", wanted.message());
    }
    if (moved) {
      condition.put("lastTransitionTime", Meta.time(now));
    }
    return differs;
  }

  private static void putOrRemove(ObjectNode node, String field, String value) {
    if (value.isEmpty()) {
      node.remove(field);
    } else {
      node.put(field, value);
    }
  }
}
