package dev.weir.planner.report;

import dev.weir.planner.stack.RuleCondition;
import java.util.List;

/// A rule's conditions in the words of the EC2 console.
public final class ConditionText {

  private ConditionText() {}

  /// All conditions, joined with `AND`.
  public static String of(List<RuleCondition> conditions) {
    return String.join(" AND ", conditions.stream().map(ConditionText::of).toList());
  }

  /// One condition, its values joined with `OR`.
  public static String of(RuleCondition condition) {
    return switch (condition) {
      case RuleCondition.HostHeader host ->
          values("HTTP Host Header", host.values(), host.regexValues());
      case RuleCondition.PathPattern path ->
          values("Path Pattern", path.values(), path.regexValues());
      case RuleCondition.HttpHeader header ->
          values("HTTP Header " + header.httpHeaderName(), header.values(), header.regexValues());
      case RuleCondition.HttpRequestMethod method ->
          values("HTTP Request Method", method.values(), List.of());
      case RuleCondition.QueryString query ->
          values(
              "Query String", query.values().stream().map(ConditionText::pair).toList(), List.of());
      case RuleCondition.SourceIp source -> values("Source IP", source.values(), List.of());
    };
  }

  private static String values(String subject, List<String> values, List<String> regexValues) {
    return regexValues.isEmpty()
        ? subject + " is " + String.join(" OR ", values)
        : subject + " matches " + String.join(" OR ", regexValues);
  }

  private static String pair(RuleCondition.QueryString.KeyValue pair) {
    return pair.key() == null ? pair.value() : pair.key() + ":" + pair.value();
  }
}
