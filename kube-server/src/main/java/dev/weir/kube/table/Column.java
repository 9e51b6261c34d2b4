package dev.weir.kube.table;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One column of a table.
///
/// @param name as declared; kubectl prints it in capitals
/// @param type `string`, `integer`, `date`, ...
/// @param priority 0 is always shown, 1 and more with `-o wide`
public record Column(String name, String type, int priority, Function<ObjectNode, JsonNode> value) {

  static Column text(String name, Function<ObjectNode, String> value) {
    return new Column(name, "string", 0, object -> node(value.apply(object)));
  }

  static Column wide(String name, Function<ObjectNode, String> value) {
    return new Column(name, "string", 1, object -> node(value.apply(object)));
  }

  static Column number(String name, Function<ObjectNode, Long> value) {
    return new Column(
        name,
        "integer",
        0,
        object -> JsonNodeFactory.instance.numberNode(value.apply(object).longValue()));
  }

  private static JsonNode node(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }
}
