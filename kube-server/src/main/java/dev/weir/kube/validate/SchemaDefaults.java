package dev.weir.kube.validate;

import dev.weir.kube.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The defaults that custom types state in their schema. A default applies where its parent is
/// present.
final class SchemaDefaults {
  private SchemaDefaults() {}

  static void apply(JsonNode value, Schema schema) {
    if (value instanceof ObjectNode object) {
      for (String name : schema.memberNames()) {
        schema
            .member(name)
            .ifPresent(member -> {
              if (!object.has(name) && !member.defaultValue().isMissingNode()) {
                object.set(name, member.defaultValue().deepCopy());
              }
            });
      }
      object
          .properties()
          .forEach(
              entry -> schema.member(entry.getKey()).ifPresent(m -> apply(entry.getValue(), m)));
    } else if (value instanceof ArrayNode array) {
      array.forEach(element -> apply(element, schema.items()));
    }
  }
}
