package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import dev.weir.kube.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Merges an applied configuration into an object, and takes fields out of it, by the schema's list
/// and map types.
final class ApplyMerge {
  private ApplyMerge() {}

  /// The merged object; the arguments are not changed.
  static ObjectNode merge(ObjectNode live, ObjectNode applied, @Nullable Schema schema) {
    ObjectNode merged = live.deepCopy();
    for (Map.Entry<String, JsonNode> entry : applied.properties()) {
      Schema member = schema == null ? null : schema.member(entry.getKey()).orElse(null);
      JsonNode before = merged.path(entry.getKey());
      if (entry.getValue().isNull()) {
        merged.remove(entry.getKey());
      } else {
        merged.set(entry.getKey(), mergeValue(before, entry.getValue(), member));
      }
    }
    return merged;
  }

  private static JsonNode mergeValue(JsonNode live, JsonNode applied, @Nullable Schema schema) {
    if (live instanceof ObjectNode liveObject
        && applied instanceof ObjectNode appliedObject
        && !(schema != null && schema.isAtomicMap())) {
      return merge(liveObject, appliedObject, schema);
    }
    if (live instanceof ArrayNode liveList
        && applied instanceof ArrayNode appliedList
        && schema != null
        && (schema.isMapList() || schema.isSetList())) {
      return mergeList(liveList, appliedList, schema);
    }
    return applied.deepCopy();
  }

  private static ArrayNode mergeList(ArrayNode live, ArrayNode applied, Schema schema) {
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    live.forEach(element -> merged.put(element(element, schema), element));
    Set<String> left = new HashSet<>(merged.keySet());
    Map<String, JsonNode> inAppliedOrder = new LinkedHashMap<>();
    for (JsonNode element : applied) {
      String key = element(element, schema);
      left.remove(key);
      JsonNode before = merged.get(key);
      JsonNode value =
          before == null ? element.deepCopy() : mergeValue(before, element, schema.items());
      merged.put(key, value);
      inAppliedOrder.put(key, value);
    }
    ArrayNode list = Json.array();
    (left.isEmpty() ? inAppliedOrder : merged).values().forEach(list::add);
    return list;
  }

  private static String element(JsonNode element, Schema schema) {
    return schema.isSetList() ? "v:" + element : OwnedFields.key(element, schema.mapKeys());
  }

  /// Removes the fields in place.
  static void remove(ObjectNode object, Set<FieldPath> fields, Schema schema) {
    for (FieldPath path : fields) {
      remove(object, path.elements(), schema);
    }
  }

  private static void remove(JsonNode at, List<String> path, @Nullable Schema schema) {
    String element = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (element.startsWith("f:") && at instanceof ObjectNode object) {
      String name = element.substring(2);
      if (rest.isEmpty()) {
        object.remove(name);
      } else {
        Schema member = schema == null ? null : schema.member(name).orElse(null);
        remove(object.path(name), rest, member);
        if (object.path(name) instanceof ArrayNode list && list.isEmpty()) {
          object.remove(name);
        }
      }
    } else if (at instanceof ArrayNode list && schema != null) {
      removeElement(list, element, rest, schema);
    }
  }

  private static void removeElement(
      ArrayNode list, String element, List<String> rest, Schema schema) {
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode value : list) {
      boolean found = element(value, schema).equals(element);
      if (!found || !rest.isEmpty()) {
        kept.add(value);
      }
      if (found && !rest.isEmpty()) {
        remove(value, rest, schema.items());
      }
    }
    list.removeAll();
    kept.forEach(list::add);
  }
}
