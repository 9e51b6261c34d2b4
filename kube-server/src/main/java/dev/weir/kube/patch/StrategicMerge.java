package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Strategic merge patch: a merge patch in which lists merge by the keys that the schema names,
/// with the directives `$patch`, `$retainKeys`, `$setElementOrder/<list>` and
/// `$deleteFromPrimitiveList/<list>`.
///
/// Source:
/// https://github.com/kubernetes/design-proposals-archive/blob/main/cli/preserve-order-in-strategic-merge-patch.md
public final class StrategicMerge {
  private static final String PATCH = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE = "$deleteFromPrimitiveList/";

  private StrategicMerge() {}

  /// The patched object; neither argument is changed.
  ///
  /// @throws StatusException 400 for a directive that makes no sense
  public static ObjectNode apply(ObjectNode current, ObjectNode patch, Schema schema) {
    return merge(current.deepCopy(), patch, schema);
  }

  private static ObjectNode merge(ObjectNode current, ObjectNode patch, @Nullable Schema schema) {
    switch (Json.text(patch, PATCH)) {
      case "replace" -> {
        ObjectNode replaced = patch.deepCopy();
        replaced.remove(PATCH);
        return replaced;
      }
      case "delete" -> {
        return Json.object();
      }
      case "", "merge" -> {}
      default -> throw unknownDirective(Json.text(patch, PATCH));
    }
    retainKeys(current, patch);
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      if (!entry.getKey().startsWith("$")) {
        mergeMember(current, entry.getKey(), entry.getValue(), patch, schema);
      }
    }
    deleteFromPrimitiveLists(current, patch);
    orderWithoutChange(current, patch, schema);
    return current;
  }

  private static void mergeMember(
      ObjectNode current, String name, JsonNode value, ObjectNode patch, @Nullable Schema schema) {
    Schema member = schema == null ? null : schema.member(name).orElse(null);
    JsonNode before = current.path(name);
    if (value.isNull()) {
      current.remove(name);
    } else if (value instanceof ObjectNode object) {
      ObjectNode base = before instanceof ObjectNode existing ? existing : Json.object();
      current.set(name, merge(base, object, member));
    } else if (value instanceof ArrayNode list
        && member != null
        && member.patchStrategies().contains("merge")) {
      ArrayNode base = before instanceof ArrayNode existing ? existing : Json.array();
      current.set(name, mergeList(base, list, patch.path(ORDER + name), member));
    } else {
      current.set(name, value);
    }
  }

  private static void retainKeys(ObjectNode current, ObjectNode patch) {
    if (patch.path(RETAIN) instanceof ArrayNode keys) {
      Set<String> retained = new HashSet<>();
      keys.forEach(key -> retained.add(key.asString()));
      current.retain(retained);
    }
  }

  private static void deleteFromPrimitiveLists(ObjectNode current, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      if (entry.getKey().startsWith(DELETE)
          && current.path(entry.getKey().substring(DELETE.length())) instanceof ArrayNode list) {
        Set<JsonNode> gone = new HashSet<>(entry.getValue().valueStream().toList());
        list.removeIf(gone::contains);
      }
    }
  }

  /// An order directive may come without a change of the list itself.
  private static void orderWithoutChange(
      ObjectNode current, ObjectNode patch, @Nullable Schema schema) {
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      if (!entry.getKey().startsWith(ORDER) || schema == null) {
        continue;
      }
      String name = entry.getKey().substring(ORDER.length());
      Schema member = schema.member(name).orElse(null);
      if (member != null && !patch.has(name) && current.path(name) instanceof ArrayNode list) {
        current.set(name, ordered(list, list, entry.getValue(), member.patchMergeKey()));
      }
    }
  }

  private static ArrayNode mergeList(
      ArrayNode current, ArrayNode patch, JsonNode order, Schema schema) {
    String key = schema.patchMergeKey();
    ArrayNode original = current.deepCopy();
    ArrayNode merged =
        key.isEmpty() ? union(current, patch) : byKey(current, patch, key, schema.items());
    return order.isArray() ? ordered(merged, original, order, key) : merged;
  }

  private static ArrayNode union(ArrayNode current, ArrayNode patch) {
    Set<JsonNode> known = new HashSet<>(current.valueStream().toList());
    for (JsonNode value : patch) {
      if (known.add(value)) {
        current.add(value);
      }
    }
    return current;
  }

  private static ArrayNode byKey(ArrayNode current, ArrayNode patch, String key, Schema items) {
    for (JsonNode element : patch) {
      if (Json.text(element, PATCH).equals("replace")) {
        return replaced(patch);
      }
    }
    for (JsonNode element : patch) {
      if (!(element instanceof ObjectNode object)) {
        throw StatusException.badRequest("expected an object in a list merged by " + key);
      }
      if (!object.has(key)) {
        throw StatusException.badRequest(
            "map: " + object + " does not contain declared merge key: " + key);
      }
      int at = indexOf(current, key, object.path(key));
      if (Json.text(object, PATCH).equals("delete")) {
        if (at >= 0) {
          current.remove(at);
        }
      } else if (at >= 0) {
        current.set(at, merge((ObjectNode) current.get(at), object, items));
      } else {
        current.add(merge(Json.object(), object, items));
      }
    }
    return current;
  }

  private static ArrayNode replaced(ArrayNode patch) {
    ArrayNode list = Json.array();
    patch.valueStream().filter(element -> !element.has(PATCH)).forEach(list::add);
    return list;
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode found = key.isEmpty() ? list.get(i) : list.get(i).path(key);
      if (found.equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /// The elements in the given order; elements that it does not name stay behind the one that they
  /// followed.
  private static ArrayNode ordered(ArrayNode list, ArrayNode original, JsonNode order, String key) {
    List<JsonNode> result = new ArrayList<>();
    Set<JsonNode> placed = new HashSet<>();
    for (JsonNode entry : order) {
      JsonNode value = key.isEmpty() ? entry : entry.path(key);
      int at = indexOf(list, key, value);
      if (at >= 0 && placed.add(value)) {
        result.add(list.get(at));
      }
    }
    for (JsonNode element : list) {
      JsonNode value = key.isEmpty() ? element : element.path(key);
      if (placed.add(value)) {
        result.add(placeBehind(result, original, key, value), element);
      }
    }
    ArrayNode ordered = Json.array();
    result.forEach(ordered::add);
    return ordered;
  }

  private static int placeBehind(
      List<JsonNode> result, ArrayNode original, String key, JsonNode value) {
    int at = indexOf(original, key, value);
    if (at <= 0) {
      return at < 0 ? result.size() : 0;
    }
    JsonNode before = key.isEmpty() ? original.get(at - 1) : original.get(at - 1).path(key);
    for (int i = 0; i < result.size(); i++) {
      JsonNode found = key.isEmpty() ? result.get(i) : result.get(i).path(key);
      if (found.equals(before)) {
        return i + 1;
      }
    }
    return result.size();
  }

  private static StatusException unknownDirective(String directive) {
    return StatusException.badRequest("Unknown patch type found: " + directive);
  }
}
