package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The two patch formats that know nothing of Kubernetes.
public final class JsonPatches {
  private JsonPatches() {}

  /// RFC 7386. Neither argument is changed.
  public static ObjectNode merge(ObjectNode current, ObjectNode patch) {
    ObjectNode result = current.deepCopy();
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      JsonNode value = entry.getValue();
      if (value.isNull()) {
        result.remove(entry.getKey());
      } else if (value instanceof ObjectNode object) {
        JsonNode before = result.path(entry.getKey());
        ObjectNode base = before instanceof ObjectNode existing ? existing : Json.object();
        result.set(entry.getKey(), merge(base, object));
      } else {
        result.set(entry.getKey(), value);
      }
    }
    return result;
  }

  /// RFC 6902. Neither argument is changed.
  ///
  /// @throws StatusException 422 if an operation cannot be applied, 400 if the patch is malformed
  public static ObjectNode operations(ObjectNode current, JsonNode patch) {
    if (!patch.isArray()) {
      throw StatusException.badRequest(
          "error decoding patch: json: cannot unmarshal "
              + Json.typeName(patch)
              + " into Go value of type jsonpatch.Patch");
    }
    ObjectNode result = current.deepCopy();
    for (JsonNode operation : patch) {
      result = operation(result, operation);
    }
    return result;
  }

  private static ObjectNode operation(ObjectNode current, JsonNode operation) {
    String kind = Json.text(operation, "op");
    // the library takes the removal of nothing for done; API servers do not
    if ((kind.equals("remove") || kind.equals("replace"))
        && current.at(Json.text(operation, "path")).isMissingNode()) {
      throw rejected(
          kind + " operation does not apply: doc is missing path: " + operation.path("path"));
    }
    try {
      JsonNode result = JsonPatch.apply(Json.array().add(operation), current);
      if (result instanceof ObjectNode object) {
        return object;
      }
      throw rejected("the result is no object");
    } catch (JsonPatchException | IllegalArgumentException e) {
      throw rejected(String.valueOf(e.getMessage()));
    }
  }

  private static StatusException rejected(String why) {
    return new StatusException(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request: " + why,
        StatusException.Details.NONE);
  }
}
