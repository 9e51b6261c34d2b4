package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.schema.Schema;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a schema demands of values beyond their type: required fields, enums, patterns, ranges.
///
/// Built-in types state only which fields are required; custom types state all of it. CEL rules
/// (`x-kubernetes-validations`) are not evaluated.
final class SchemaRules {
  private final FieldErrors errors;
  private final boolean custom;

  SchemaRules(FieldErrors errors, boolean custom) {
    this.errors = errors;
    this.custom = custom;
  }

  void check(JsonNode value, Schema schema, String path) {
    if (value instanceof ObjectNode object) {
      required(object, schema, path);
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        schema.member(entry.getKey()).ifPresent(member -> check(entry.getValue(), member, at));
      }
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        check(array.get(i), schema.items(), path + "[" + i + "]");
      }
    }
    if (custom && !value.isNull()) {
      keywords(value, schema, path);
    }
  }

  private void required(ObjectNode object, Schema schema, String path) {
    for (String name : schema.required()) {
      boolean missing = !object.has(name);
      boolean emptyText =
          !custom && Json.at(object, name).isString() && Json.text(object, name).isEmpty();
      if ((missing || emptyText) && (custom || isDemanded(schema, name))) {
        errors.required(path.isEmpty() ? name : path + "." + name, "");
      }
    }
  }

  /// Go decodes an absent list, flag or number as its zero value, so the real server does not miss
  /// them here.
  private static boolean isDemanded(Schema schema, String name) {
    String type = schema.member(name).map(Schema::type).orElse("");
    return type.equals("string") || (type.equals("object") && !name.equals("metadata"));
  }

  private void keywords(JsonNode value, Schema schema, String path) {
    List<JsonNode> allowed = Json.list(schema.json(), "enum");
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      errors.unsupported(path, value, allowed.stream().map(FieldErrors::text).toList());
    }
    if (value.isString()) {
      text(value, schema, path);
    } else if (value.isNumber()) {
      number(value, schema, path);
    } else if (value.isArray()) {
      size(value, schema, path, "Items", "items");
      unique(value, schema, path);
    } else if (value.isObject()) {
      size(value, schema, path, "Properties", "properties");
    }
  }

  /// Lists that are maps or sets have each key once.
  private void unique(JsonNode value, Schema schema, String path) {
    String kind = schema.keyword("x-kubernetes-list-type").asString("");
    if (!kind.equals("map") && !kind.equals("set")) {
      return;
    }
    List<JsonNode> names = Json.list(schema.json(), "x-kubernetes-list-map-keys");
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode key = value.get(i);
      if (kind.equals("map")) {
        ObjectNode keys = Json.object();
        for (JsonNode name : names) {
          keys.set(name.asString(), value.get(i).path(name.asString()));
        }
        key = keys;
      }
      if (!seen.add(key)) {
        errors.duplicate(path + "[" + i + "]", key);
      }
    }
  }

  private void text(JsonNode value, Schema schema, String path) {
    String text = value.stringValue();
    int length = text.codePointCount(0, text.length());
    JsonNode least = schema.keyword("minLength");
    JsonNode most = schema.keyword("maxLength");
    if (least.isNumber() && length < least.asInt()) {
      errors.invalid(path, value, path + " in body should be at least " + least + " chars long");
    }
    if (most.isNumber() && length > most.asInt()) {
      errors.tooLong(path, most.asInt());
    }
    JsonNode pattern = schema.keyword("pattern");
    if (pattern.isString() && !matches(pattern.stringValue(), text)) {
      errors.invalid(path, value, path + " in body should match '" + pattern.stringValue() + "'");
    }
  }

  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return true; // Go's syntax differs in corners; what cannot be read cannot be demanded
    }
  }

  private void number(JsonNode value, Schema schema, String path) {
    BigDecimal number = value.decimalValue();
    JsonNode least = schema.keyword("minimum");
    JsonNode most = schema.keyword("maximum");
    if (least.isNumber() && number.compareTo(least.decimalValue()) < 0) {
      errors.invalid(path, value, path + " in body should be greater than or equal to " + least);
    }
    if (most.isNumber() && number.compareTo(most.decimalValue()) > 0) {
      errors.invalid(path, value, path + " in body should be less than or equal to " + most);
    }
  }

  private void size(JsonNode value, Schema schema, String path, String keyword, String noun) {
    JsonNode least = schema.keyword("min" + keyword);
    JsonNode most = schema.keyword("max" + keyword);
    if (least.isNumber() && value.size() < least.asInt()) {
      errors.typeInvalid(
          path,
          Integer.toString(value.size()),
          path + " in body should have at least " + least + " " + noun);
    }
    if (most.isNumber() && value.size() > most.asInt()) {
      errors.tooMany(path, value.size(), most.asInt());
    }
  }
}
