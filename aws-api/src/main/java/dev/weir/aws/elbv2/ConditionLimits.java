package dev.weir.aws.elbv2;

import dev.weir.elb.RuleCondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How many conditions, values and wildcards a rule may have.
final class ConditionLimits {
  private static final int VALUES_PER_CONDITION = 3;
  private static final int SOURCES_PER_CONDITION = 5;
  private static final int VALUES_PER_RULE = 5;
  private static final int WILDCARDS_PER_RULE = 6;

  private ConditionLimits() {}

  static void check(List<RuleCondition> conditions) {
    if (conditions.isEmpty()) {
      throw Checks.invalid("A condition must be specified");
    }
    Set<String> single = new HashSet<>();
    int values = 0;
    int wildcards = 0;
    for (RuleCondition condition : conditions) {
      if (!mayRepeat(condition) && !single.add(condition.field())) {
        throw Checks.invalid("A rule can only have one '" + condition.field() + "' condition");
      }
      int count = (int) texts(condition).count();
      int limit =
          condition instanceof RuleCondition.SourceIp
              ? SOURCES_PER_CONDITION
              : VALUES_PER_CONDITION;
      if (count > limit) {
        throw Checks.invalid(
            "A rule can only have '"
                + limit
                + "' values in a '"
                + condition.field()
                + "' condition");
      }
      values += count;
      wildcards += wildcards(condition);
    }
    if (values > VALUES_PER_RULE) {
      throw Checks.invalid("A rule can only have '" + VALUES_PER_RULE + "' condition values");
    }
    if (wildcards > WILDCARDS_PER_RULE) {
      throw Checks.invalid("A rule can only have '" + WILDCARDS_PER_RULE + "' condition wildcards");
    }
  }

  private static boolean mayRepeat(RuleCondition condition) {
    return condition instanceof RuleCondition.HttpHeader
        || condition instanceof RuleCondition.QueryString;
  }

  private static Stream<String> texts(RuleCondition condition) {
    return switch (condition) {
      case RuleCondition.HostHeader host ->
          Stream.concat(host.values().stream(), host.regexValues().stream());
      case RuleCondition.PathPattern path ->
          Stream.concat(path.values().stream(), path.regexValues().stream());
      case RuleCondition.HttpHeader header ->
          Stream.concat(header.values().stream(), header.regexValues().stream());
      case RuleCondition.HttpRequestMethod method -> method.values().stream();
      case RuleCondition.QueryString query ->
          query.values().stream().map(RuleCondition.QueryString.Pair::value);
      case RuleCondition.SourceIp source -> source.values().stream();
    };
  }

  private static int wildcards(RuleCondition condition) {
    return switch (condition) {
      case RuleCondition.HostHeader host -> wildcards(host.values());
      case RuleCondition.PathPattern path -> wildcards(path.values());
      case RuleCondition.HttpHeader header -> wildcards(header.values());
      case RuleCondition.QueryString query ->
          query.values().stream()
              .mapToInt(pair ->
                  wildcards(pair.value()) + (pair.key() == null ? 0 : wildcards(pair.key())))
              .sum();
      case RuleCondition.HttpRequestMethod _, RuleCondition.SourceIp _ -> 0;
    };
  }

  private static int wildcards(List<String> values) {
    return values.stream().mapToInt(ConditionLimits::wildcards).sum();
  }

  /// An escaped `\*` or `\?` is the character itself.
  private static int wildcards(String value) {
    int count = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?') {
        count++;
      }
    }
    return count;
  }
}
