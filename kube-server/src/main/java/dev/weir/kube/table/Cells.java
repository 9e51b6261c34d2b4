package dev.weir.kube.table;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Texts that cells of several kinds share.
final class Cells {
  private static final String NONE = "<none>";

  private Cells() {}

  static String text(JsonNode object, String... path) {
    return Json.text(object, path);
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  static String textOrNone(JsonNode object, String... path) {
    return orNone(text(object, path));
  }

  static String joined(Collection<String> texts) {
    return orNone(String.join(",", texts));
  }

  static String image(JsonNode podSpec) {
    return joined(each(podSpec, "containers", "image"));
  }

  static String containers(JsonNode podSpec) {
    return joined(each(podSpec, "containers", "name"));
  }

  static List<String> each(JsonNode object, String list, String member) {
    return Json.list(object, list).stream().map(item -> Json.text(item, member)).toList();
  }

  /// `a=1,b in (x,y)`, as kubectl prints a LabelSelector.
  static String labelSelector(JsonNode selector) {
    List<String> parts =
        new TreeMap<>(Meta.texts(selector.path("matchLabels")))
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.toList());
    for (JsonNode expression : Json.list(selector, "matchExpressions")) {
      parts.add(expression(expression));
    }
    return joined(parts);
  }

  private static String expression(JsonNode expression) {
    String key = Json.text(expression, "key");
    String values =
        Json.list(expression, "values").stream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(",", " (", ")"));
    return switch (Json.text(expression, "operator")) {
      case "In" -> key + " in" + values;
      case "NotIn" -> key + " notin" + values;
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }

  static String map(JsonNode map) {
    return joined(
        new TreeMap<>(Meta.texts(map))
            .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }

  static long size(JsonNode object, String member) {
    return object.path(member).size();
  }

  /// The condition of that type, a missing node if there is none.
  static JsonNode condition(JsonNode object, String type) {
    return Json.list(object, "status", "conditions").stream()
        .filter(condition -> Json.text(condition, "type").equals(type))
        .findFirst()
        .orElse(Json.object());
  }

  /// `a,b,c + 2 more...`
  static String someOf(List<String> all) {
    if (all.isEmpty()) {
      return NONE;
    }
    String shown = String.join(",", all.subList(0, Math.min(3, all.size())));
    return all.size() > 3 ? shown + " + " + (all.size() - 3) + " more..." : shown;
  }

  static String scalar(JsonNode node) {
    return node.isString() ? node.stringValue() : node.isMissingNode() ? "" : node.toString();
  }

  static Map<String, String> texts(JsonNode map) {
    return Meta.texts(map);
  }
}
