package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Decodes an object as the API server would: every value must have its field's type, unknown
/// fields are dropped and reported, nulls are absent fields.
///
/// A stored object of the wrong shape would break every later read of typed clients, so this runs
/// on all writes.
final class TypeCheck {
  private static final Pattern QUANTITY =
      Pattern.compile(
          "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");

  private final ResourceType type;
  private final FieldErrors errors = new FieldErrors();
  private final List<String> unknown = new ArrayList<>();

  private TypeCheck(ResourceType type) {
    this.type = type;
  }

  /// Checks and cleans the object in place.
  ///
  /// @return the paths of the dropped unknown fields
  /// @throws StatusException 400 (built-in types) or 422 (custom types) if a value has the wrong
  ///   type
  static List<String> check(ResourceType type, Schema schema, ObjectNode object, String name) {
    TypeCheck check = new TypeCheck(type);
    check.object(object, schema, "", schema.structName());
    check.errors.throwIfAny(type.group(), type.kind(), name);
    return check.unknown;
  }

  private boolean isCustom() {
    return type.is(ResourceType.Trait.CUSTOM);
  }

  private void object(ObjectNode object, Schema schema, String path, String struct) {
    List<String> dropped = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      String at = path.isEmpty() ? name : path + "." + name;
      Optional<Schema> member = schema.member(name);
      if (member.isEmpty() && isEnvelope(schema, name)) {
        continue;
      }
      if (entry.getValue().isNull() && !member.map(Schema::isNullable).orElse(false)) {
        dropped.add(name);
      } else if (member.isPresent()) {
        entry.setValue(value(entry.getValue(), member.get(), at, struct));
      } else if (!schema.keepsUnknown()) {
        dropped.add(name);
        unknown.add(at);
      }
    }
    object.remove(dropped);
  }

  private static boolean isEnvelope(Schema schema, String name) {
    return schema.isEmbeddedResource()
        && (name.equals("apiVersion") || name.equals("kind") || name.equals("metadata"));
  }

  private JsonNode value(JsonNode value, Schema schema, String path, String struct) {
    if (value.isNull()) {
      return value;
    }
    if (schema.isIntOrString()) {
      if (!value.isIntegralNumber() && !value.isString()) {
        mistyped(value, "intstr.IntOrString", "integer,string", path, struct);
      }
      return value;
    }
    if (schema.isQuantity()) {
      return quantity(value, path, struct);
    }
    switch (schema.type()) {
      case "object" -> objectValue(value, schema, path, struct);
      case "array" -> arrayValue(value, schema, path, struct);
      case "string" -> require(value.isString(), value, "string", path, struct);
      case "boolean" -> require(value.isBoolean(), value, "boolean", path, struct);
      case "integer" -> {
        require(
            value.isIntegralNumber() || isWhole(value),
            value,
            schema.format().equals("int32") ? "int32" : "int64",
            path,
            struct);
        return value.isIntegralNumber() || !isWhole(value) ? value : Json.integer(value.asLong());
      }
      case "number" -> require(value.isNumber(), value, "number", path, struct);
      default -> {}
    }
    return value;
  }

  private static boolean isWhole(JsonNode value) {
    return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
  }

  private void objectValue(JsonNode value, Schema schema, String path, String struct) {
    if (value instanceof ObjectNode object) {
      String inner = schema.structName().isEmpty() ? struct : schema.structName();
      object(object, schema, path, inner);
    } else {
      boolean map = schema.mapValues().isPresent();
      String go = map ? "map[string]string" : "v1." + schema.structName();
      mistyped(value, go, "object", path, struct);
    }
  }

  private void arrayValue(JsonNode value, Schema schema, String path, String struct) {
    if (!(value instanceof ArrayNode array)) {
      Schema items = schema.items();
      String go = items.structName().isEmpty() ? goType(items.type()) : "v1." + items.structName();
      mistyped(value, "[]" + go, "array", path, struct);
      return;
    }
    for (int i = 0; i < array.size(); i++) {
      array.set(i, value(array.get(i), schema.items(), path + "[" + i + "]", struct));
    }
  }

  private JsonNode quantity(JsonNode value, String path, String struct) {
    if (value.isNumber()) {
      return JsonNodeFactory.instance.stringNode(value.asString());
    }
    if (!value.isString()) {
      mistyped(value, "resource.Quantity", "string", path, struct);
    } else if (!QUANTITY.matcher(value.stringValue()).matches()) {
      throw undecodable(
          "quantities must match the regular expression"
              + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    return value;
  }

  private void require(boolean ok, JsonNode value, String expected, String path, String struct) {
    if (!ok) {
      String json = expected.startsWith("int") ? "integer" : expected;
      mistyped(value, goType(expected), json, path, struct);
    }
  }

  private static String goType(String type) {
    return switch (type) {
      case "boolean" -> "bool";
      case "number" -> "float64";
      case "integer" -> "int64";
      default -> type;
    };
  }

  private void mistyped(JsonNode value, String go, String json, String path, String struct) {
    if (isCustom()) {
      String kind = "\"" + customTypeName(value) + "\"";
      errors.typeInvalid(path, kind, path + " in body must be of type " + json + ": " + kind);
      return;
    }
    String field = path.replaceAll("\\[\\d+\\]", "");
    throw undecodable(
        "json: cannot unmarshal "
            + Json.typeName(value)
            + " into Go struct field "
            + struct
            + "."
            + field
            + " of type "
            + go);
  }

  private static String customTypeName(JsonNode value) {
    return switch (Json.typeName(value)) {
      case "bool" -> "boolean";
      case "number" -> value.isIntegralNumber() ? "integer" : "number";
      default -> Json.typeName(value);
    };
  }

  private StatusException undecodable(String why) {
    return undecodable(type, why);
  }

  static StatusException undecodable(ResourceType type, String why) {
    return StatusException.badRequest(
        type.kind()
            + " in version \""
            + type.version()
            + "\" cannot be handled as a "
            + type.kind()
            + ": "
            + why);
  }
}
