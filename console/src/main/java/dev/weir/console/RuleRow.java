package dev.weir.console;

import java.util.List;

/// A rule in words.
///
/// @param priority a number or `default`
/// @param origin the Ingress path that it comes from; empty when unknown
/// @param hits requests that it won; -1 when unknown
public record RuleRow(
    String priority,
    List<Words.Condition> conditions,
    List<Words.Line> actions,
    List<String> transforms,
    String origin,
    long hits) {
  public RuleRow {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    transforms = List.copyOf(transforms);
  }
}
