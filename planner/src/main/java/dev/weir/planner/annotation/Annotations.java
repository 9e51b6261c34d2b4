package dev.weir.planner.annotation;

import dev.weir.planner.PlanError;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The annotations of one object, or of several of which the first has precedence, read with the
/// grammar of each annotation's type.
///
/// Every method gives an empty result when the annotation is absent, and throws a [PlanError] when
/// its value does not follow the grammar. An annotation that is present but empty is a present,
/// empty text, list or map.
public record Annotations(Map<String, String> values) {

  public Annotations {
    values = Map.copyOf(values);
  }

  /// The annotations of an object.
  public static Annotations of(HasMetadata object) {
    Map<String, String> annotations =
        object.getMetadata() == null ? null : object.getMetadata().getAnnotations();
    return new Annotations(withoutNulls(annotations == null ? Map.of() : annotations));
  }

  /// These annotations, and those of the other object that are not among them.
  public Annotations over(Annotations other) {
    Map<String, String> merged = new HashMap<>(other.values);
    merged.putAll(values);
    return new Annotations(merged);
  }

  public boolean has(Annotation annotation) {
    return values.containsKey(annotation.key());
  }

  /// The raw value, not trimmed.
  public Optional<String> string(Annotation annotation) {
    return Optional.ofNullable(values.get(annotation.key()));
  }

  public Optional<Boolean> bool(Annotation annotation) {
    return string(annotation)
        .map(raw ->
            GoText.parseBool(raw)
                .orElseThrow(
                    () -> malformed("bool", annotation, raw, ": " + GoText.parseBoolCause(raw))));
  }

  public Optional<Integer> int32(Annotation annotation) {
    return number(annotation, 32).map(Long::intValue);
  }

  public Optional<Long> int64(Annotation annotation) {
    return number(annotation, 64);
  }

  /// The parts between commas, trimmed, without empty ones.
  public Optional<List<String>> stringList(Annotation annotation) {
    return string(annotation).map(Annotations::splitList);
  }

  /// Pairs `key=value` between commas; `\` escapes the character after it.
  public Optional<Map<String, String>> stringMap(Annotation annotation) {
    return string(annotation)
        .map(raw ->
            StringMap.parse(raw).orElseThrow(() -> malformed("stringMap", annotation, raw, "")));
  }

  /// A JSON value, decoded by the function; see [JsonValue] for the rules.
  public <T> Optional<T> json(Annotation annotation, Function<JsonValue, T> decode) {
    return string(annotation)
        .map(raw -> {
          try {
            return decode.apply(JsonValue.parse(raw));
          } catch (JsonMismatch e) {
            throw malformed("json", annotation, raw, ": " + e.getMessage());
          } catch (PlanError e) {
            throw e.atField(annotation.key());
          }
        });
  }

  static List<String> splitList(String raw) {
    List<String> parts = new ArrayList<>();
    for (String part : raw.split(",", -1)) {
      String trimmed = StringMap.trim(part);
      if (!trimmed.isEmpty()) {
        parts.add(trimmed);
      }
    }
    return List.copyOf(parts);
  }

  private Optional<Long> number(Annotation annotation, int bits) {
    return string(annotation)
        .map(raw ->
            GoText.parseInt(raw, bits)
                .orElseThrow(() ->
                    malformed(
                        "int" + bits,
                        annotation,
                        raw,
                        ": " + GoText.parseIntCause("ParseInt", raw))));
  }

  private static PlanError malformed(String type, Annotation annotation, String raw, String cause) {
    return PlanError.inField(
        annotation.key(),
        "failed to parse " + type + " annotation, " + annotation.key() + ": " + raw + cause);
  }

  private static Map<String, String> withoutNulls(Map<String, String> annotations) {
    Map<String, String> copy = new HashMap<>();
    annotations.forEach((key, value) -> {
      if (key != null) {
        copy.put(key, value == null ? "" : value);
      }
    });
    return copy;
  }
}
