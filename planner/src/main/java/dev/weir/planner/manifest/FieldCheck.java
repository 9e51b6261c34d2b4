package dev.weir.planner.manifest;

import dev.weir.planner.DidYouMean;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Compares a value with the class that it is to become: unknown fields and values of another type.
final class FieldCheck {

  /// @param path field names and list indexes from the object's root
  record Finding(List<Object> path, String message) {
    Finding {
      path = List.copyOf(path);
    }
  }

  private final FieldTypes fieldTypes;
  private final Deque<Object> path = new ArrayDeque<>();
  private final List<Finding> findings = new ArrayList<>();

  private FieldCheck(FieldTypes fieldTypes) {
    this.fieldTypes = fieldTypes;
  }

  static List<Finding> check(JsonNode value, Class<?> type, FieldTypes fieldTypes) {
    FieldCheck check = new FieldCheck(fieldTypes);
    check.value(value, type);
    return check.findings;
  }

  private void value(JsonNode value, Type type) {
    if (value.isNull()) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        list(value, generic.getActualTypeArguments()[0]);
      } else if (generic.getRawType() == Map.class) {
        map(value, generic.getActualTypeArguments()[1]);
      }
    } else if (type instanceof Class<?> plain) {
      plain(value, plain);
    }
  }

  private void plain(JsonNode value, Class<?> type) {
    if (type == String.class) {
      require(value.isString(), value, "text");
    } else if (type == Boolean.class || type == boolean.class) {
      require(value.isBoolean(), value, "true or false");
    } else if (type == Integer.class || type == int.class) {
      require(value.isIntegralNumber() && value.canConvertToInt(), value, "a whole number");
    } else if (type == Long.class || type == long.class) {
      require(value.isIntegralNumber() && value.canConvertToLong(), value, "a whole number");
    } else if (type == IntOrString.class) {
      boolean fits = value.isString() || value.isIntegralNumber() && value.canConvertToInt();
      require(fits, value, "a whole number or text");
    } else {
      object(value, fieldTypes.of(type));
      requirePort(value, type);
    }
  }

  // The one field that nothing can be planned without and that has no default.
  private void requirePort(JsonNode value, Class<?> type) {
    if (type == ServicePort.class && value.isObject() && !value.hasNonNull("port")) {
      path.addLast("port");
      findings.add(new Finding(new ArrayList<>(path), "expected a whole number, found nothing"));
      path.removeLast();
    }
  }

  private void list(JsonNode value, Type item) {
    if (!require(value.isArray(), value, "a list")) {
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      path.addLast(i);
      if (require(!value.get(i).isNull(), value.get(i), "an item")) {
        value(value.get(i), item);
      }
      path.removeLast();
    }
  }

  private void map(JsonNode value, Type item) {
    if (!require(value.isObject(), value, "a map")) {
      return;
    }
    value
        .properties()
        .forEach(entry -> {
          path.addLast(entry.getKey());
          value(entry.getValue(), item);
          path.removeLast();
        });
  }

  private void object(JsonNode value, Map<String, Type> fields) {
    if (fields.isEmpty() || !require(value.isObject(), value, "fields")) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      path.addLast(entry.getKey());
      Type type = fields.get(entry.getKey());
      if (type == null) {
        String hint = DidYouMean.hint(entry.getKey(), fields.keySet());
        String expected =
            hint.isEmpty() ? ", expected one of " + String.join(", ", fields.keySet()) : hint;
        findings.add(new Finding(new ArrayList<>(path), "unknown field" + expected));
      } else {
        value(entry.getValue(), type);
      }
      path.removeLast();
    }
  }

  private boolean require(boolean fits, JsonNode value, String expected) {
    if (!fits) {
      findings.add(
          new Finding(
              new ArrayList<>(path), "expected " + expected + ", found " + describe(value)));
    }
    return fits;
  }

  private static String describe(JsonNode value) {
    if (value.isObject()) {
      return "fields";
    }
    if (value.isArray()) {
      return "a list";
    }
    if (value.isNull()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
