package dev.weir.planner.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Brings expected and planned JSON into a form in which only what matters differs: lists of `{key,
/// value}` and the permissions of a security group are sorted, nulls are left out, and what another
/// language's library says about a malformed value is cut off.
final class GoldenComparison {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern LIBRARY_WORDING =
      Pattern.compile(
          "(: strconv\\.|: invalid character|: json:|: illegal base64).*", Pattern.DOTALL);

  private GoldenComparison() {}

  static String normalize(JsonNode tree) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(normalized(tree, ""));
  }

  private static JsonNode normalized(JsonNode node, String name) {
    if (node instanceof ObjectNode object) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      object
          .properties()
          .forEach(field -> {
            if (!field.getValue().isNull()) {
              fields.put(field.getKey(), normalized(field.getValue(), field.getKey()));
            }
          });
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      fields.forEach(sorted::set);
      return sorted;
    }
    if (node instanceof ArrayNode array) {
      return normalizedArray(array, name);
    }
    if (name.equals("error")) {
      Matcher wording = LIBRARY_WORDING.matcher(node.stringValue());
      return StringNode.valueOf(wording.replaceFirst("$1..."));
    }
    return node;
  }

  private static ArrayNode normalizedArray(ArrayNode array, String name) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(item -> items.add(normalized(item, "")));
    boolean keyed =
        !items.isEmpty() && items.stream().allMatch(item -> item.has("key") || item.has("Key"));
    if (keyed) {
      items.sort(
          Comparator.comparing(
              item -> item.has("key") ? item.get("key").toString() : item.get("Key").toString()));
    }
    if (name.equals("ingress") && items.stream().allMatch(item -> item.has("ipProtocol"))) {
      items.sort(
          Comparator.comparing((JsonNode item) -> item.get("ipProtocol").stringValue())
              .thenComparing(item -> item.path("fromPort").asInt(-1))
              .thenComparing(item -> item.path("toPort").asInt(-1))
              .thenComparing(JsonNode::toString));
    }
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    items.forEach(sorted::add);
    return sorted;
  }
}
