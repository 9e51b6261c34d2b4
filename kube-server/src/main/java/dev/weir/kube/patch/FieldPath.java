package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The place of a field: elements as in `fieldsV1`.
///
/// @param elements `f:<member>`, `k:<JSON object of list keys>`, `v:<JSON value of a set>`
record FieldPath(List<String> elements) implements Comparable<FieldPath> {
  static final FieldPath ROOT = new FieldPath(List.of());

  FieldPath {
    elements = List.copyOf(elements);
  }

  FieldPath child(String element) {
    List<String> longer = new ArrayList<>(elements);
    longer.add(element);
    return new FieldPath(longer);
  }

  FieldPath member(String name) {
    return child("f:" + name);
  }

  FieldPath parent() {
    return new FieldPath(elements.subList(0, elements.size() - 1));
  }

  boolean isRoot() {
    return elements.isEmpty();
  }

  boolean startsWith(FieldPath prefix) {
    return elements.size() >= prefix.elements.size()
        && elements.subList(0, prefix.elements.size()).equals(prefix.elements);
  }

  @Override
  public int compareTo(FieldPath other) {
    int shared = Math.min(elements.size(), other.elements.size());
    for (int i = 0; i < shared; i++) {
      int order = elements.get(i).compareTo(other.elements.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(elements.size(), other.elements.size());
  }

  /// As conflicts name it: `.spec.containers[name="web"].image`.
  @Override
  public String toString() {
    return elements.stream().map(FieldPath::shown).collect(Collectors.joining());
  }

  private static String shown(String element) {
    String rest = element.substring(2);
    return switch (element.charAt(0)) {
      case 'k' -> {
        JsonNode keys = Json.MAPPER.readTree(rest);
        yield keys.properties().stream()
            .map((Map.Entry<String, JsonNode> key) -> key.getKey() + "=" + key.getValue())
            .collect(Collectors.joining(",", "[", "]"));
      }
      case 'v' -> "[=" + rest + "]";
      default -> "." + rest;
    };
  }
}
