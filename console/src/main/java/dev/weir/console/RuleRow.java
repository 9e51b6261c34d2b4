package dev.weir.console;

import java.util.List;

/// A rule in words.
///
/// @param priority a number or `default`
/// @param origins the Ingress paths that it comes from or may come from; empty when unknown
/// @param hits requests that it won; -1 when unknown
public record RuleRow(
    String priority,
    List<Words.Condition> conditions,
    List<Words.Line> actions,
    List<String> transforms,
    List<String> origins,
    long hits) {
  public RuleRow {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    origins = List.copyOf(origins);
    transforms = List.copyOf(transforms);
  }
}
