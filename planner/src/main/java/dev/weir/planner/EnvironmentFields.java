package dev.weir.planner;

import dev.weir.planner.yaml.SourceException;
import dev.weir.planner.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The fields of one object of the environment file, read by type. Remembers which were asked for.
final class EnvironmentFields {

  private final YamlDocument document;
  private final List<Object> path;
  private final JsonNode object;
  private final Set<String> known = new TreeSet<>();

  private EnvironmentFields(YamlDocument document, List<Object> path, JsonNode object) {
    this.document = document;
    this.path = path;
    this.object = object;
    if (!object.isObject()) {
      throw new SourceException(
          document.problem(path, "", "expected fields, found " + kind(object)));
    }
  }

  static EnvironmentFields root(YamlDocument document) {
    return new EnvironmentFields(document, List.of(), document.json());
  }

  /// The names of the fields that are not null.
  List<String> names() {
    return object.properties().stream()
        .filter(e -> !e.getValue().isNull())
        .map(Map.Entry::getKey)
        .toList();
  }

  String text(String name, String otherwise) {
    String text = optionalText(name);
    return text == null ? otherwise : text;
  }

  @Nullable String optionalText(String name) {
    JsonNode value = value(name);
    return value == null ? null : requireText(value, name);
  }

  boolean bool(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw problem(name, "expected true or false, found " + kind(value));
    }
    return value.booleanValue();
  }

  long number(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return 0;
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw problem(name, "expected a whole number, found " + kind(value));
    }
    return value.longValue();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name)) {
      texts.add(requireText(item, name));
    }
    return texts;
  }

  Map<String, String> textMap(String name) {
    JsonNode value = value(name);
    Map<String, String> map = new TreeMap<>();
    if (value == null) {
      return map;
    }
    if (!value.isObject()) {
      throw problem(name, "expected a map, found " + kind(value));
    }
    value.properties().forEach(e -> map.put(e.getKey(), requireText(e.getValue(), name)));
    return map;
  }

  EnvironmentFields object(String name) {
    JsonNode value = value(name);
    return new EnvironmentFields(
        document, child(name), value == null ? JsonNodeFactory.instance.objectNode() : value);
  }

  List<EnvironmentFields> objects(String name) {
    List<EnvironmentFields> objects = new ArrayList<>();
    for (JsonNode item : items(name)) {
      List<Object> itemPath = new ArrayList<>(child(name));
      itemPath.add(objects.size());
      objects.add(new EnvironmentFields(document, itemPath, item));
    }
    return objects;
  }

  /// Refuses fields that nobody asked for.
  void requireNoOther() {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw problem(name, "unknown field, expected one of " + String.join(", ", known));
      }
    }
  }

  SourceException problem(String name, String message) {
    return new SourceException(document.problem(child(name), "", message));
  }

  private List<JsonNode> items(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw problem(name, "expected a list, found " + kind(value));
    }
    return value.valueStream().toList();
  }

  private @Nullable JsonNode value(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private String requireText(JsonNode value, String name) {
    if (!value.isString()) {
      throw problem(name, "expected text, found " + kind(value));
    }
    return value.stringValue();
  }

  private List<Object> child(String name) {
    List<Object> child = new ArrayList<>(path);
    child.add(name);
    return child;
  }

  private static String kind(JsonNode value) {
    return value.isObject() ? "fields" : value.isArray() ? "a list" : value.toString();
  }
}
