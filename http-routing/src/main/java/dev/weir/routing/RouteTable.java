package dev.weir.routing;

import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listener's rules, compiled once and matched many times. Immutable; published with one
/// reference write.
///
/// Rules are tried in ascending priority and the first whose conditions all hold wins, the default
/// actions last (Elastic Load Balancing, "Listener rules for your Application Load Balancer"); the
/// index finds that rule without trying the others.
public final class RouteTable {
  private final List<ListenerRule> rules;
  private final RouteDecision[] decisions;
  private final @Nullable LiteralIndex hosts;
  private final List<Problem> problems;

  private RouteTable(
      List<ListenerRule> rules,
      List<RouteDecision> decisions,
      @Nullable LiteralIndex hosts,
      List<Problem> problems) {
    this.rules = List.copyOf(rules);
    this.decisions = decisions.toArray(RouteDecision[]::new);
    this.hosts = hosts;
    this.problems = List.copyOf(problems);
  }

  /// A rule that cannot be compiled and therefore matches nothing.
  public record Problem(ListenerRule rule, String message) {}

  /// @param rules in any order; priorities are unique
  public static RouteTable compile(Listener listener, List<ListenerRule> rules) {
    List<ListenerRule> sorted =
        rules.stream().sorted(Comparator.comparingInt(ListenerRule::priority)).toList();
    List<RouteDecision> decisions = new ArrayList<>();
    List<CompiledRule> compiled = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (ListenerRule rule : sorted) {
      int rank = decisions.size();
      decisions.add(
          RouteDecision.of(
              rank,
              rule.priority(),
              rule.arn(),
              rule.actions(),
              RequestTransforms.compile(rule.transforms())));
      try {
        compiled.add(RuleCompiler.compile(rule, rank));
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(rule, String.valueOf(e.getMessage())));
      }
    }
    decisions.add(
        RouteDecision.of(
            sorted.size(), 0, listener.arn(), listener.defaultActions(), RequestTransforms.NONE));
    LiteralIndex hosts = compiled.isEmpty() ? null : RouteIndex.of(compiled);
    return new RouteTable(sorted, decisions, hosts, problems);
  }

  /// The decision for a request. Allocates nothing, except where a rule that may match has a
  /// regular expression.
  public RouteDecision match(RequestHead head) {
    int last = decisions.length - 1;
    if (hosts == null) {
      return decisions[last];
    }
    int hash = Ascii.hash(head.hostBytes, head.hostFrom, head.hostTo);
    return decisions[hosts.best(head.hostBytes, head.hostFrom, head.hostTo, hash, head, last)];
  }

  /// Why the request goes where it goes: every rule, its conditions and what they saw.
  public Explanation explain(RequestHead head) {
    return Explainer.explain(rules, match(head), head);
  }

  /// All decisions by index, the default actions last.
  public List<RouteDecision> decisions() {
    return List.of(decisions);
  }

  public List<Problem> problems() {
    return problems;
  }
}
