package dev.weir.planner.stack;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form of a stack: `{"id", "resources": {type: {id: {"spec": ..}}}}`, the same as the AWS
/// Load Balancer Controller logs and writes to the `dry-run-plan` annotation. Secrets are redacted.
public final class StackJson {

  private static final JsonMapper MAPPER = StackSerializers.mapper();

  private StackJson() {}

  /// The stack as a tree, with types and ids sorted.
  public static ObjectNode toTree(Stack stack) {
    Map<String, Map<String, JsonNode>> byType = new TreeMap<>();
    for (Stack.Resource resource : stack.resources()) {
      byType
          .computeIfAbsent(resource.spec().resourceType().key(), _ -> new TreeMap<>())
          .put(resource.id(), toTree(resource.spec()));
    }
    ObjectNode tree = MAPPER.createObjectNode().put("id", stack.id());
    ObjectNode resources = tree.putObject("resources");
    byType.forEach((type, byId) -> byId.forEach(resources.putObject(type)::set));
    return tree;
  }

  /// The stack as one line of JSON, with the characters escaped that Go escapes.
  public static String toJson(Stack stack) {
    return MAPPER
        .writeValueAsString(toTree(stack))
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static JsonNode toTree(ResourceSpec spec) {
    JsonNode tree = MAPPER.valueToTree(spec);
    return spec instanceof FrontendNlbTargetGroups
        ? tree
        : MAPPER.createObjectNode().set("spec", tree);
  }
}
