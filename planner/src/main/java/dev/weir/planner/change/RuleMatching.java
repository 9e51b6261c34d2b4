package dev.weir.planner.change;

import dev.weir.planner.stack.ListenerRuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Pairs planned rules of a listener with existing ones as deploying does: a rule with the same
/// content keeps its ARN and at most moves; of the rest, one with the same priority is rewritten.
final class RuleMatching {

  /// A rule, its content in comparable form without the priority.
  record Rule(String id, ListenerRuleSpec spec, ObjectNode content) {}

  /// @param desired planned
  /// @param observed existing
  record Pair(Rule desired, Rule observed) {}

  private final List<Pair> pairs = new ArrayList<>();
  private final List<Rule> created = new ArrayList<>();
  private final List<Rule> destroyed;

  private RuleMatching(List<Rule> observed) {
    this.destroyed = new ArrayList<>(observed);
  }

  static RuleMatching of(List<Rule> desired, List<Rule> observed) {
    RuleMatching matching = new RuleMatching(byPriority(observed));
    List<Rule> rest = new ArrayList<>();
    for (Rule rule : byPriority(desired)) {
      if (!matching.take(rule, true)) {
        rest.add(rule);
      }
    }
    for (Rule rule : rest) {
      if (!matching.take(rule, false)) {
        matching.created.add(rule);
      }
    }
    return matching;
  }

  List<Pair> pairs() {
    return List.copyOf(pairs);
  }

  List<Rule> created() {
    return List.copyOf(created);
  }

  List<Rule> destroyed() {
    return List.copyOf(destroyed);
  }

  private boolean take(Rule rule, boolean byContent) {
    for (Rule candidate : destroyed) {
      boolean fits =
          byContent
              ? candidate.content().equals(rule.content())
              : candidate.spec().priority() == rule.spec().priority();
      if (fits) {
        destroyed.remove(candidate);
        pairs.add(new Pair(rule, candidate));
        return true;
      }
    }
    return false;
  }

  private static List<Rule> byPriority(List<Rule> rules) {
    Map<Integer, Rule> sorted = new TreeMap<>();
    rules.forEach(rule -> sorted.put(rule.spec().priority(), rule));
    return List.copyOf(sorted.values());
  }
}
