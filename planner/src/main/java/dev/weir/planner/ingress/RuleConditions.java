package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.RuleAnnotations;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleCondition.HostHeader;
import dev.weir.planner.stack.RuleCondition.HttpHeader;
import dev.weir.planner.stack.RuleCondition.HttpRequestMethod;
import dev.weir.planner.stack.RuleCondition.PathPattern;
import dev.weir.planner.stack.RuleCondition.QueryString;
import dev.weir.planner.stack.RuleCondition.SourceIp;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of one path: those of the annotation on headers, methods, queries and addresses,
/// then one on the host, then one on the path.
final class RuleConditions {

  private final List<RuleCondition> others = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> hostRegexes = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final List<String> pathRegexes = new ArrayList<>();

  private RuleConditions() {}

  static List<RuleCondition> of(
      ClassifiedIngress ingress,
      @Nullable String host,
      HTTPIngressPath path,
      List<RuleCondition> annotated) {
    RuleConditions conditions = new RuleConditions();
    if (host != null && !host.isEmpty()) {
      conditions.hosts.add(host);
    }
    boolean asRegex =
        ingress.annotations().bool(RuleAnnotations.USE_REGEX_PATH_MATCH).orElse(false);
    PathPatterns.Patterns patterns = PathPatterns.of(path, asRegex);
    conditions.paths.addAll(patterns.values());
    conditions.pathRegexes.addAll(patterns.regexValues());
    annotated.forEach(conditions::add);
    return conditions.build();
  }

  private void add(RuleCondition condition) {
    switch (condition) {
      case HostHeader(List<String> regexValues, List<String> values) -> {
        hosts.addAll(values);
        hostRegexes.addAll(regexValues);
      }
      case PathPattern(List<String> regexValues, List<String> values) -> {
        paths.addAll(values);
        pathRegexes.addAll(regexValues);
      }
      case HttpHeader _, HttpRequestMethod _, QueryString _, SourceIp _ -> others.add(condition);
    }
  }

  private List<RuleCondition> build() {
    List<RuleCondition> all = new ArrayList<>(others);
    requireOne("host", hosts, hostRegexes);
    if (!hosts.isEmpty() || !hostRegexes.isEmpty()) {
      all.add(new HostHeader(hostRegexes, hosts));
    }
    requireOne("path", paths, pathRegexes);
    if (!paths.isEmpty() || !pathRegexes.isEmpty()) {
      all.add(new PathPattern(pathRegexes, paths));
    }
    return all.isEmpty() ? List.of(new PathPattern(List.of(), List.of("/*"))) : all;
  }

  private static void requireOne(String what, List<String> values, List<String> regexes) {
    if (!values.isEmpty() && !regexes.isEmpty()) {
      throw PlanError.of(
          what
              + " condition must specify exactly one of Values and RegexValues, got both Values "
              + GoText.list(values)
              + " and RegexValues "
              + GoText.list(regexes));
    }
  }
}
