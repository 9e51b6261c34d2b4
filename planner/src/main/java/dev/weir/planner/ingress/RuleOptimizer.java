package dev.weir.planner.ingress;

import dev.weir.planner.stack.RuleAction.Redirect;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleCondition.HostHeader;
import dev.weir.planner.stack.RuleCondition.HttpHeader;
import dev.weir.planner.stack.RuleCondition.HttpRequestMethod;
import dev.weir.planner.stack.RuleCondition.PathPattern;
import dev.weir.planner.stack.RuleCondition.QueryString;
import dev.weir.planner.stack.RuleCondition.SourceIp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Leaves out rules that could only harm: redirects of a request to itself, and rules that an
/// earlier redirect never lets a request reach.
final class RuleOptimizer {

  private final int port;
  private final String protocol;

  RuleOptimizer(int port, String protocol) {
    this.port = port;
    this.protocol = protocol;
  }

  List<PlannedRule> optimize(List<PlannedRule> rules) {
    List<PlannedRule> kept = new ArrayList<>();
    List<Coverage> redirects = new ArrayList<>();
    for (PlannedRule rule : rules) {
      Coverage coverage = Coverage.of(rule);
      Optional<Redirect> redirect = redirectOf(rule);
      if (redirect.isPresent() && isInfinite(redirect.get(), coverage)) {
        continue;
      }
      if (redirects.stream().anyMatch(earlier -> earlier.overshadows(coverage))) {
        continue;
      }
      kept.add(rule);
      if (redirect.isPresent()) {
        redirects.add(coverage);
      }
    }
    return kept;
  }

  private static Optional<Redirect> redirectOf(PlannedRule rule) {
    return rule.actions().stream()
        .filter(Redirect.class::isInstance)
        .map(Redirect.class::cast)
        .findFirst();
  }

  private boolean isInfinite(Redirect redirect, Coverage rule) {
    return !rule.hasPathRegexes
        && keeps(redirect.host(), "#{host}", rule.hosts)
        && keeps(redirect.path(), "/#{path}", rule.paths)
        && keeps(redirect.port(), "#{port}", Set.of(Integer.toString(port)))
        && keeps(redirect.protocol(), "#{protocol}", Set.of(protocol))
        && keeps(redirect.query(), "#{query}", Set.of());
  }

  private static boolean keeps(@Nullable String part, String placeholder, Set<String> same) {
    return part == null || part.equals(placeholder) || same.contains(part);
  }

  /// The hosts and paths that a rule's conditions let through, as texts. Regular expressions of
  /// hosts count as no condition, those of paths as texts.
  private record Coverage(
      Set<String> hosts, Set<String> paths, boolean hasPathRegexes, boolean onlyHostsAndPaths) {

    static Coverage of(PlannedRule rule) {
      Set<String> hosts = new HashSet<>();
      Set<String> paths = new HashSet<>();
      boolean pathRegexes = false;
      boolean onlyHostsAndPaths = true;
      for (RuleCondition condition : rule.conditions()) {
        switch (condition) {
          case HostHeader host -> hosts.addAll(host.values());
          case PathPattern path -> {
            pathRegexes |= !path.regexValues().isEmpty();
            paths.addAll(path.regexValues().isEmpty() ? path.values() : path.regexValues());
          }
          case HttpHeader _, HttpRequestMethod _, QueryString _, SourceIp _ ->
              onlyHostsAndPaths = false;
        }
      }
      return new Coverage(hosts, paths, pathRegexes, onlyHostsAndPaths);
    }

    boolean overshadows(Coverage later) {
      boolean coversHosts =
          hosts.isEmpty() || !later.hosts.isEmpty() && hosts.containsAll(later.hosts);
      boolean coversPaths =
          paths.isEmpty()
              || paths.contains("/*")
              || !later.paths.isEmpty() && paths.containsAll(later.paths);
      return onlyHostsAndPaths && coversHosts && coversPaths;
    }
  }
}
