package dev.weir.planner.change;

import dev.weir.planner.stack.ResourceType;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Gives a reference of the plan and the ARN of the same resource one text, so that they compare
/// equal and read well.
final class Labels {

  private static final String REFERENCE = "$ref";
  private static final String REFERENCE_ROOT = "#/resources/";

  private final Map<String, String> byPhysicalId = new HashMap<>();

  Labels(ObservedStack observed) {
    for (ObservedStack.Resource resource : observed.resources()) {
      byPhysicalId.put(
          resource.physicalId(), label(resource.spec().resourceType().key(), resource.id()));
    }
  }

  /// A copy with labels in place of references and of known ARNs.
  JsonNode in(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.size() == 1 && object.has(REFERENCE)) {
        return StringNode.valueOf(reference(object.get(REFERENCE).stringValue()));
      }
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), in(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(in(item)));
      return copy;
    }
    return node.isString()
        ? StringNode.valueOf(byPhysicalId.getOrDefault(node.stringValue(), node.stringValue()))
        : node;
  }

  // "#/resources/<type>/<id>/status/<field>", where an id may have slashes and a type has none.
  private static String reference(String reference) {
    String rest = reference.substring(REFERENCE_ROOT.length());
    int slash = rest.indexOf('/');
    int status = rest.lastIndexOf("/status/");
    return label(rest.substring(0, slash), rest.substring(slash + 1, status));
  }

  static String label(String typeKey, String id) {
    return typeKey.substring(typeKey.lastIndexOf(':') + 1) + " " + id;
  }

  static String label(ResourceType type) {
    return type.key().substring(type.key().lastIndexOf(':') + 1);
  }
}
