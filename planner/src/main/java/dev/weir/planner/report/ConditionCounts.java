package dev.weir.planner.report;

import dev.weir.planner.stack.RuleCondition;
import java.util.List;
import java.util.stream.Stream;

/// Counts what AWS limits in the conditions of one rule.
final class ConditionCounts {

  private ConditionCounts() {}

  static int values(List<RuleCondition> conditions) {
    return (int) conditions.stream().flatMap(ConditionCounts::valuesOf).count();
  }

  static int wildcards(List<RuleCondition> conditions) {
    return (int)
        conditions.stream()
            .flatMap(ConditionCounts::patternsOf)
            .flatMapToInt(String::chars)
            .filter(c -> c == '*' || c == '?')
            .count();
  }

  private static Stream<String> valuesOf(RuleCondition condition) {
    return switch (condition) {
      case RuleCondition.HostHeader host ->
          Stream.concat(host.values().stream(), host.regexValues().stream());
      case RuleCondition.PathPattern path ->
          Stream.concat(path.values().stream(), path.regexValues().stream());
      case RuleCondition.HttpHeader header ->
          Stream.concat(header.values().stream(), header.regexValues().stream());
      case RuleCondition.HttpRequestMethod method -> method.values().stream();
      case RuleCondition.QueryString query -> query.values().stream().map(pair -> pair.value());
      case RuleCondition.SourceIp source -> source.values().stream();
    };
  }

  // A * in a regular expression is no wildcard.
  private static Stream<String> patternsOf(RuleCondition condition) {
    return switch (condition) {
      case RuleCondition.HostHeader host -> host.values().stream();
      case RuleCondition.PathPattern path -> path.values().stream();
      case RuleCondition.HttpHeader header -> header.values().stream();
      case RuleCondition.QueryString query ->
          query.values().stream()
              .flatMap(pair ->
                  pair.key() == null
                      ? Stream.of(pair.value())
                      : Stream.of(pair.key(), pair.value()));
      case RuleCondition.HttpRequestMethod _, RuleCondition.SourceIp _ -> Stream.empty();
    };
  }
}
