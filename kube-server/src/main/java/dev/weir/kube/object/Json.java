package dev.weir.kube.object;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON trees: the one mapper, and reading by path without surprises for absent or mistyped nodes.
public final class Json {
  /// Reads and writes trees only; numbers keep their exact value.
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// Parses a JSON object.
  ///
  /// @throws tools.jackson.core.JacksonException if the text is no JSON
  /// @throws StatusException 400 if it is JSON but no object
  public static ObjectNode parse(String text) {
    JsonNode node = MAPPER.readTree(text);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw StatusException.badRequest(
        "json: cannot unmarshal "
            + typeName(node)
            + " into Go value of type map[string]interface {}");
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /// The node at a path of member names, a missing node if there is none.
  public static JsonNode at(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.path(name);
    }
    return at;
  }

  /// The text at a path, "" if there is none or it is no text.
  public static String text(JsonNode node, String... path) {
    JsonNode at = at(node, path);
    return at.isString() ? at.stringValue() : "";
  }

  /// The text at a path, null if there is none or it is no text.
  public static @Nullable String textOrNull(JsonNode node, String... path) {
    JsonNode at = at(node, path);
    return at.isString() ? at.stringValue() : null;
  }

  /// The whole number at a path, the given one if there is none or it is no number.
  public static long number(JsonNode node, long otherwise, String... path) {
    JsonNode at = at(node, path);
    return at.isNumber() ? at.asLong() : otherwise;
  }

  /// Whether the value at a path is true.
  public static boolean flag(JsonNode node, String... path) {
    JsonNode at = at(node, path);
    return at.isBoolean() && at.booleanValue();
  }

  /// The elements of the array at a path; none if there is no array.
  public static List<JsonNode> list(JsonNode node, String... path) {
    JsonNode at = at(node, path);
    return at.isArray() ? List.copyOf(at.valueStream().toList()) : List.of();
  }

  /// The object at a path, created where absent.
  public static ObjectNode child(ObjectNode node, String... path) {
    ObjectNode at = node;
    for (String name : path) {
      at = at.path(name) instanceof ObjectNode object ? object : at.putObject(name);
    }
    return at;
  }

  /// The array of that name, created where absent.
  public static ArrayNode childArray(ObjectNode node, String name) {
    return node.path(name) instanceof ArrayNode array ? array : node.putArray(name);
  }

  /// A whole number in the node type that parsing gives it, so that equal numbers are equal nodes.
  public static JsonNode integer(long value) {
    return value == (int) value
        ? JsonNodeFactory.instance.numberNode((int) value)
        : JsonNodeFactory.instance.numberNode(value);
  }

  /// Replaces numbers by the node type that parsing would give them, in place.
  public static void normalize(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      for (var entry : object.properties()) {
        if (entry.getValue().isLong()) {
          entry.setValue(integer(entry.getValue().longValue()));
        } else {
          normalize(entry.getValue());
        }
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isLong()) {
          array.set(i, integer(array.get(i).longValue()));
        } else {
          normalize(array.get(i));
        }
      }
    }
  }

  /// The Go name of a JSON type, as API servers use it in decoding errors.
  public static String typeName(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case OBJECT, POJO -> "object";
      case STRING, BINARY -> "string";
      case NULL, MISSING -> "null";
    };
  }
}
