package dev.weir.planner.change;

import org.jspecify.annotations.Nullable;

/// A field that changes.
///
/// @param path such as `healthCheckConfig.path`
/// @param before null when it was not set
/// @param after null when it is no longer set
public record FieldChange(String path, @Nullable String before, @Nullable String after) {

  /// `path: before -> after`.
  @Override
  public String toString() {
    return path + ": " + text(before) + " -> " + text(after);
  }

  private static String text(@Nullable String value) {
    return value == null ? "(not set)" : value;
  }
}
