package dev.weir.planner.plan;

import dev.weir.planner.stack.StackJson;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The machine-readable form of plans: an array of `{"kind", "id", "stack"}` or `{"kind", "id",
/// "error"}`.
public final class PlanJson {

  private PlanJson() {}

  public static ArrayNode toTree(List<PlanResult> results) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    results.forEach(result -> array.add(toTree(result)));
    return array;
  }

  private static JsonNode toTree(PlanResult result) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", result.kind().key()).put("id", result.id());
    return switch (result) {
      case PlanResult.Planned(_, _, var stack) -> tree.set("stack", StackJson.toTree(stack));
      case PlanResult.Failed(_, _, var error) -> tree.put("error", error.getMessage());
    };
  }
}
