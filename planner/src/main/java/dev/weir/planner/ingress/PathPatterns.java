package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.name.Utf8;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Paths of an Ingress as the load balancer's patterns.
final class PathPatterns {

  private static final String EXACT = "Exact";
  private static final String PREFIX = "Prefix";
  private static final String IMPLEMENTATION_SPECIFIC = "ImplementationSpecific";

  private PathPatterns() {}

  /// The paths of one rule in the order of evaluation: exact ones, then prefixes from the longest
  /// to the shortest, then the rest.
  static List<HTTPIngressPath> inOrder(List<HTTPIngressPath> paths) {
    for (HTTPIngressPath path : paths) {
      if (!List.of(EXACT, PREFIX, IMPLEMENTATION_SPECIFIC).contains(type(path))) {
        throw PlanError.inField("spec.rules", "unknown pathType for path " + text(path));
      }
    }
    List<HTTPIngressPath> ordered = new ArrayList<>(ofType(paths, EXACT));
    ofType(paths, PREFIX).stream()
        .sorted(Comparator.comparingInt(path -> -Utf8.length(text(path))))
        .forEach(ordered::add);
    ordered.addAll(ofType(paths, IMPLEMENTATION_SPECIFIC));
    return ordered;
  }

  /// The patterns of a path, by wildcards or, with `use-regex-path-match`, by a regular expression;
  /// an empty path has none.
  static Patterns of(HTTPIngressPath path, boolean asRegex) {
    String text = text(path);
    if (text.isEmpty()) {
      return new Patterns(List.of(), List.of());
    }
    return switch (type(path)) {
      case EXACT -> {
        requireNoWildcards("exact", text);
        yield new Patterns(List.of(text), List.of());
      }
      case PREFIX -> {
        requireNoWildcards("prefix", text);
        yield new Patterns(prefix(text), List.of());
      }
      default ->
          asRegex
              ? new Patterns(List.of(), List.of(text.substring(1)))
              : new Patterns(List.of(text), List.of());
    };
  }

  /// Patterns with wildcards, or regular expressions.
  record Patterns(List<String> values, List<String> regexValues) {}

  private static List<String> prefix(String path) {
    if (path.equals("/")) {
      return List.of("/*");
    }
    String stem = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return List.of(stem, stem + "/*");
  }

  private static void requireNoWildcards(String type, String path) {
    if (path.contains("*") || path.contains("?")) {
      throw PlanError.inField("spec.rules", type + " path shouldn't contain wildcards: " + path);
    }
  }

  private static List<HTTPIngressPath> ofType(List<HTTPIngressPath> paths, String type) {
    return paths.stream().filter(path -> type(path).equals(type)).toList();
  }

  private static String type(HTTPIngressPath path) {
    return path.getPathType() == null ? IMPLEMENTATION_SPECIFIC : path.getPathType();
  }

  private static String text(HTTPIngressPath path) {
    return path.getPath() == null ? "" : path.getPath();
  }
}
