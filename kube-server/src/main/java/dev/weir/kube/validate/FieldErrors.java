package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.object.StatusException.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Collects what is wrong with an object, in the words of the API server.
final class FieldErrors {
  private static final String REQUIRED = "Required value";
  private static final String REQUIRED_REASON = "FieldValueRequired";

  private final List<Cause> causes = new ArrayList<>();

  /// Told once for a field: a rule that has more to say of it than the schema takes its place.
  void required(String field, String detail) {
    String text = detail.isEmpty() ? REQUIRED : REQUIRED + ": " + detail;
    Cause cause = new Cause(REQUIRED_REASON, text, field);
    for (int i = 0; i < causes.size(); i++) {
      Cause known = causes.get(i);
      if (known.reason().equals(REQUIRED_REASON) && known.field().equals(field)) {
        causes.set(i, detail.isEmpty() ? known : cause);
        return;
      }
    }
    causes.add(cause);
  }

  /// One error for each text.
  void invalidText(String field, String value, List<String> texts) {
    texts.forEach(text -> invalid(field, JsonNodeFactory.instance.stringNode(value), text));
  }

  /// A port number outside 1 to 65535.
  void port(String field, long number) {
    if (number < 1 || number > 65535) {
      invalid(field, Json.integer(number), "must be between 1 and 65535, inclusive");
    }
  }

  void duplicate(String field, JsonNode value) {
    causes.add(new Cause("FieldValueDuplicate", "Duplicate value: " + shown(value), field));
  }

  void notFound(String field, JsonNode value) {
    causes.add(new Cause("FieldValueNotFound", "Not found: " + shown(value), field));
  }

  /// @param most in bytes
  void tooLong(String field, int most) {
    String text = "Too long: may not be more than " + most + " bytes";
    causes.add(new Cause("FieldValueTooLong", text, field));
  }

  void tooMany(String field, int size, int most) {
    String text = "Too many: " + size + ": must have at most " + most + " items";
    causes.add(new Cause("FieldValueTooMany", text, field));
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
