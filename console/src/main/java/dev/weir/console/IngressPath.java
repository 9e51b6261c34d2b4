package dev.weir.console;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// One path of an Ingress with the values that its rule has in the load balancer.
///
/// @param text `namespace/name host/path`
/// @param isDefault whether it is the Ingress' default backend
/// @param patterns the values of the rule's path condition, empty when it has none
record IngressPath(String text, boolean isDefault, Optional<String> host, List<String> patterns) {

  /// The paths of an Ingress in the order of its rules, the default backend last.
  static List<IngressPath> of(Ingress ingress) {
    List<IngressPath> all = new ArrayList<>();
    if (ingress.getSpec() == null) {
      return all;
    }
    String name = ingress.getMetadata().getNamespace() + "/" + ingress.getMetadata().getName();
    if (ingress.getSpec().getRules() != null) {
      for (IngressRule rule : ingress.getSpec().getRules()) {
        if (rule.getHttp() != null) {
          rule.getHttp().getPaths().forEach(path -> all.add(of(name, rule, path)));
        }
      }
    }
    if (ingress.getSpec().getDefaultBackend() != null) {
      all.add(new IngressPath(name + " default backend", true, Optional.empty(), List.of()));
    }
    return all;
  }

  private static IngressPath of(String name, IngressRule rule, HTTPIngressPath path) {
    String value = path.getPath() == null ? "" : path.getPath();
    Optional<String> host = Optional.ofNullable(rule.getHost()).filter(each -> !each.isEmpty());
    return new IngressPath(
        name + " " + host.orElse("") + value,
        false,
        host,
        patterns(value, String.valueOf(path.getPathType())));
  }

  private static List<String> patterns(String path, String type) {
    if (path.isEmpty()) {
      return List.of();
    }
    if (!type.equals("Prefix")) {
      return List.of(path);
    }
    String stripped = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return stripped.isEmpty() ? List.of("/*") : List.of(stripped, stripped + "/*");
  }

  /// Whether a rule has what this path makes of its conditions.
  boolean makes(Rule rule) {
    if (isDefault || rule.isDefault()) {
      return isDefault && rule.isDefault();
    }
    List<String> paths = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    for (var condition : rule.conditions()) {
      switch (condition.field()) {
        case "path-pattern" -> paths.addAll(condition.pathPatternConfig().values());
        case "host-header" -> hosts.addAll(condition.hostHeaderConfig().values());
        case null, default -> {
          // Conditions of annotations do not tell one path from another.
        }
      }
    }
    return (patterns.isEmpty() ? paths.isEmpty() : paths.containsAll(patterns))
        && (host.isPresent() ? hosts.contains(host.get()) : hosts.isEmpty());
  }
}
