package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import dev.weir.kube.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes an object apart into the fields that can have an owner each, with their values.
///
/// Structs and granular maps fall apart into members, lists of type `map` into elements found by
/// their keys, lists of type `set` into values; atomic lists and maps are one field.
final class OwnedFields {
  private static final Set<String> SERVER_METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink");
  private static final JsonNode PRESENT = JsonNodeFactory.instance.booleanNode(true);

  private final Map<FieldPath, JsonNode> fields = new TreeMap<>();

  private OwnedFields() {}

  /// All ownable fields; what only the server sets is left out.
  static Map<FieldPath, JsonNode> of(ObjectNode object, Schema schema) {
    OwnedFields owned = new OwnedFields();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      Schema member = schema.member(name).orElse(null);
      if (name.equals("metadata")) {
        owned.metadata(entry.getValue(), member);
      } else if (!name.equals("apiVersion") && !name.equals("kind")) {
        owned.value(entry.getValue(), member, FieldPath.ROOT.member(name));
      }
    }
    return owned.fields;
  }

  private void metadata(JsonNode metadata, @Nullable Schema schema) {
    for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
      if (!SERVER_METADATA.contains(entry.getKey())) {
        Schema member = schema == null ? null : schema.member(entry.getKey()).orElse(null);
        value(entry.getValue(), member, FieldPath.ROOT.member("metadata").member(entry.getKey()));
      }
    }
  }

  private void value(JsonNode value, @Nullable Schema schema, FieldPath at) {
    if (value instanceof ObjectNode object && !isAtomicMap(schema)) {
      object(object, schema, at);
    } else if (value instanceof ArrayNode array && schema != null && !array.isEmpty()) {
      list(array, schema, at);
    } else {
      fields.put(at, value);
    }
  }

  private static boolean isAtomicMap(@Nullable Schema schema) {
    return schema != null && schema.isAtomicMap();
  }

  private void object(ObjectNode object, @Nullable Schema schema, FieldPath at) {
    if (object.isEmpty()) {
      fields.put(at, object);
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Schema member = schema == null ? null : schema.member(entry.getKey()).orElse(null);
      value(entry.getValue(), member, at.member(entry.getKey()));
    }
  }

  private void list(ArrayNode array, Schema schema, FieldPath at) {
    if (schema.isMapList()) {
      for (JsonNode element : array) {
        FieldPath item = at.child(key(element, schema.mapKeys()));
        fields.put(item, PRESENT);
        value(element, schema.items(), item);
      }
    } else if (schema.isSetList()) {
      array.forEach(element -> fields.put(at.child("v:" + element), PRESENT));
    } else {
      fields.put(at, array);
    }
  }

  /// The element of a path that finds a list element: `k:{"containerPort":80,"protocol":"TCP"}`.
  static String key(JsonNode element, List<String> keys) {
    ObjectNode key = Json.object();
    for (String name : keys.stream().sorted().toList()) {
      JsonNode value = element.path(name);
      if (!value.isMissingNode()) {
        key.set(name, value);
      } else if (name.equals("protocol")) {
        key.put(name, "TCP"); // the only list key of the API that has a default
      }
    }
    return "k:" + key;
  }
}
