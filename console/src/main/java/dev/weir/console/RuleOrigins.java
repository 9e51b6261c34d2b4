package dev.weir.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// Which Ingress paths the rules of a listener come from.
///
/// Paths of several Ingresses with the same host and path make a rule each, in the order of the
/// group. Where there are fewer rules than such paths, nothing in the load balancer tells which
/// path a rule comes from, and it has all of them.
final class RuleOrigins {
  private RuleOrigins() {}

  /// The origins of each rule that has any, by the rule's ARN.
  ///
  /// @param paths in the order of their group
  /// @param rules in evaluation order
  static Map<String, List<String>> of(List<IngressPath> paths, List<Rule> rules) {
    Map<List<IngressPath>, List<Rule>> byPaths = new LinkedHashMap<>();
    for (Rule rule : rules) {
      List<IngressPath> makers = paths.stream().filter(path -> path.makes(rule)).toList();
      if (!makers.isEmpty()) {
        byPaths.computeIfAbsent(makers, _ -> new ArrayList<>()).add(rule);
      }
    }
    Map<String, List<String>> origins = new TreeMap<>();
    byPaths.forEach((makers, made) -> {
      List<String> all = makers.stream().map(IngressPath::text).distinct().toList();
      for (int i = 0; i < made.size(); i++) {
        boolean oneEach = made.size() == makers.size();
        origins.put(made.get(i).ruleArn(), oneEach ? List.of(makers.get(i).text()) : all);
      }
    });
    return origins;
  }
}
