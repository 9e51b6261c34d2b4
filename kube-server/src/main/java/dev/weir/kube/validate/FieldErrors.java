package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.object.StatusException.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Collects what is wrong with an object, in the words of the API server.
final class FieldErrors {
  private final List<Cause> causes = new ArrayList<>();

  void required(String field, String detail) {
    String text = detail.isEmpty() ? "Required value" : "Required value: " + detail;
    causes.add(new Cause("FieldValueRequired", text, field));
  }

  void invalid(String field, JsonNode value, String detail) {
    causes.add(
        new Cause("FieldValueInvalid", "Invalid value: " + shown(value) + ": " + detail, field));
  }

  void typeInvalid(String field, String value, String detail) {
    causes.add(
        new Cause("FieldValueTypeInvalid", "Invalid value: " + value + ": " + detail, field));
  }

  void unsupported(String field, JsonNode value, Collection<String> supported) {
    String all = supported.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(", "));
    causes.add(
        new Cause(
            "FieldValueNotSupported",
            "Unsupported value: " + shown(value) + ": supported values: " + all,
            field));
  }

  void forbidden(String field, String detail) {
    causes.add(new Cause("FieldValueForbidden", "Forbidden: " + detail, field));
  }

  private static String shown(JsonNode value) {
    return value.toString();
  }

  /// @throws StatusException 422 if anything was collected
  void throwIfAny(String group, String kind, String name) {
    if (!causes.isEmpty()) {
      throw StatusException.invalid(group, kind, name, causes);
    }
  }

  static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : Json.MAPPER.writeValueAsString(node);
  }
}
