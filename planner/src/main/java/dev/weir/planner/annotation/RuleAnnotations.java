package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: what requests match and what happens to them.
public final class RuleAnnotations {

  public static final Annotation ACTIONS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "actions.",
          Type.JSON,
          "none",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "{\"type\": \"redirect\", \"redirectConfig\": {\"statusCode\": \"HTTP_301\"}}",
          "The action of backends with this service name and port use-annotation.");

  public static final Annotation CONDITIONS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "conditions.",
          Type.JSON,
          "none",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "[{\"field\": \"source-ip\", \"sourceIpConfig\": {\"values\": [\"10.0.0.0/8\"]}}]",
          "Further conditions of the rules of backends with this service name.");

  public static final Annotation TRANSFORMS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "transforms.",
          Type.JSON,
          "none",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "[{\"type\": \"url-rewrite\", \"urlRewriteConfig\": {\"rewrites\": [{\"regex\": \"^/a\", \"replace\": \"/b\"}]}}]",
          "Rewrites of the rules of backends with this service name.");

  public static final Annotation USE_REGEX_PATH_MATCH =
      new Annotation(
          Annotation.INGRESS_PREFIX + "use-regex-path-match",
          Type.BOOL,
          "false",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "true",
          "Reads ImplementationSpecific paths as a character and a regular expression.");

  static final List<Annotation> ALL =
      List.of(ACTIONS, CONDITIONS, TRANSFORMS, USE_REGEX_PATH_MATCH);

  private RuleAnnotations() {}
}
