package dev.weir.planner.yaml;

import java.util.List;

/// The text form of a path into a document.
public final class FieldPath {

  private FieldPath() {}

  /// `spec.rules[0].host`; a field name with a dot or a slash stands in brackets.
  public static String text(List<?> path) {
    StringBuilder text = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer index) {
        text.append('[').append(index).append(']');
      } else if (step instanceof String key && (key.contains(".") || key.contains("/"))) {
        text.append('[').append(key).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }
}
