package dev.weir.routing;

import dev.weir.elb.Arn;
import java.util.List;

/// Why a request goes where it goes.
///
/// @param rules in ascending priority, those after the decision included
public record Explanation(RouteDecision decision, List<Rule> rules) {
  public Explanation {
    rules = List.copyOf(rules);
  }

  /// One rule.
  ///
  /// @param matched whether all its conditions hold
  /// @param chosen whether it is the first that matched
  public record Rule(
      Arn arn, int priority, boolean matched, boolean chosen, List<Condition> conditions) {
    public Rule {
      conditions = List.copyOf(conditions);
    }
  }

  /// One condition.
  ///
  /// @param field the `Field` of the API, with the header's name for `http-header`
  /// @param expected the values, any of which would do
  /// @param actual what the request has; empty when it has nothing
  public record Condition(String field, boolean holds, List<String> expected, String actual) {
    public Condition {
      expected = List.copyOf(expected);
    }

    /// `host-header is 'a.example.com' (expected: b.example.com or *.test)`.
    @Override
    public String toString() {
      String words = field + " is '" + actual + "'";
      return holds ? words : words + " (expected: " + String.join(" or ", expected) + ")";
    }
  }
}
