package dev.weir.planner.annotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A JSON value, read into types with the rules of Go's `encoding/json`: names of members match
/// whatever their case, unknown members are ignored, `null` counts as absent, and any other type
/// than the expected one is a [JsonMismatch].
public sealed interface JsonValue {

  /// @throws JsonMismatch if the text is not exactly one JSON value
  static JsonValue parse(String text) {
    return new JsonText(text).parse();
  }

  /// What it is, in words for errors.
  String describe();

  /// The member with this name, unless it is absent or null.
  default Optional<JsonValue> member(String name) {
    return switch (this) {
      case JsonObject object -> object.find(name);
      case JsonNull _ -> Optional.empty();
      default -> throw JsonMismatch.type("an object", this);
    };
  }

  default Optional<String> string(String name) {
    return member(name).map(JsonValue::asString);
  }

  default Optional<Boolean> bool(String name) {
    return member(name).map(JsonValue::asBool);
  }

  default Optional<Integer> int32(String name) {
    return member(name).map(JsonValue::asInt32);
  }

  /// The elements of the member; a missing list is empty.
  default List<String> strings(String name) {
    return list(name, JsonValue::asString);
  }

  /// The elements of the member; a missing list is empty.
  default <T> List<T> list(String name, Function<JsonValue, T> element) {
    return member(name).map(value -> value.elements(element)).orElse(List.of());
  }

  /// The elements of this list; null is an empty list.
  default <T> List<T> elements(Function<JsonValue, T> element) {
    return switch (this) {
      case JsonArray(List<JsonValue> values) -> values.stream().map(element).toList();
      case JsonNull _ -> List.of();
      default -> throw JsonMismatch.type("an array", this);
    };
  }

  /// The members of this object in order, of equal names the last; null is an empty object.
  default <T> Map<String, T> members(Function<JsonValue, T> value) {
    return switch (this) {
      case JsonObject(List<Member> entries) -> {
        Map<String, T> members = new LinkedHashMap<>();
        for (Member entry : entries) {
          members.put(entry.name(), value.apply(entry.value()));
        }
        yield members;
      }
      case JsonNull _ -> Map.of();
      default -> throw JsonMismatch.type("an object", this);
    };
  }

  /// The text; null is the empty text.
  default String asString() {
    return switch (this) {
      case JsonString(String value) -> value;
      case JsonNull _ -> "";
      default -> throw JsonMismatch.type("a string", this);
    };
  }

  default boolean asBool() {
    return switch (this) {
      case JsonBool(boolean value) -> value;
      case JsonNull _ -> false;
      default -> throw JsonMismatch.type("true or false", this);
    };
  }

  /// The number; null is 0.
  default int asInt32() {
    return switch (this) {
      case JsonNumber(String text) ->
          GoText.parseInt(text, 32)
              .orElseThrow(() -> JsonMismatch.type("a whole number of 32 bits", this))
              .intValue();
      case JsonNull _ -> 0;
      default -> throw JsonMismatch.type("a number", this);
    };
  }

  /// An object.
  record JsonObject(List<Member> entries) implements JsonValue {
    public JsonObject {
      entries = List.copyOf(entries);
    }

    @Override
    public String describe() {
      return "an object";
    }

    // Later members overwrite earlier ones, and null leaves what is there.
    private Optional<JsonValue> find(String name) {
      List<JsonValue> matches = new ArrayList<>();
      for (Member entry : entries) {
        if (entry.name().equalsIgnoreCase(name) && !(entry.value() instanceof JsonNull)) {
          matches.add(entry.value());
        }
      }
      return matches.isEmpty() ? Optional.empty() : Optional.of(matches.getLast());
    }
  }

  /// A name and its value in an object.
  record Member(String name, JsonValue value) {}

  /// An array.
  record JsonArray(List<JsonValue> values) implements JsonValue {
    public JsonArray {
      values = List.copyOf(values);
    }

    @Override
    public String describe() {
      return "an array";
    }
  }

  /// A string.
  record JsonString(String value) implements JsonValue {
    @Override
    public String describe() {
      return "a string";
    }
  }

  /// A number as it is written.
  record JsonNumber(String text) implements JsonValue {
    @Override
    public String describe() {
      return "number " + text;
    }
  }

  /// True or false.
  record JsonBool(boolean value) implements JsonValue {
    @Override
    public String describe() {
      return "a bool";
    }
  }

  /// Null.
  record JsonNull() implements JsonValue {
    @Override
    public String describe() {
      return "null";
    }
  }
}
