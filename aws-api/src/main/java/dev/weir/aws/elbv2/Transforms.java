package dev.weir.aws.elbv2;

import dev.weir.elb.RuleTransform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HostHeaderRewriteConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RewriteConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.UrlRewriteConfig;

/// Transforms between the API and the model.
final class Transforms {
  private Transforms() {}

  /// At most one of each type.
  static List<RuleTransform> read(
      List<software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform> wire) {
    List<RuleTransform> transforms = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (var each : wire) {
      RuleTransform transform = read(each);
      if (!types.add(transform.type())) {
        throw Checks.invalid("A rule can only have one '" + transform.type() + "' transform");
      }
      transforms.add(transform);
    }
    return transforms;
  }

  private static RuleTransform read(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform wire) {
    return switch (wire.typeAsString()) {
      case "host-header-rewrite" ->
          new RuleTransform.HostHeaderRewrite(
              rewrites(
                  wire.hostHeaderRewriteConfig() == null
                      ? null
                      : wire.hostHeaderRewriteConfig().rewrites(),
                  "host-header-rewrite"));
      case "url-rewrite" ->
          new RuleTransform.UrlRewrite(
              rewrites(
                  wire.urlRewriteConfig() == null ? null : wire.urlRewriteConfig().rewrites(),
                  "url-rewrite"));
      default ->
          throw Checks.constraint(
              wire.typeAsString(),
              "transforms.1.member.type",
              "Member must satisfy enum value set: [url-rewrite, host-header-rewrite]");
    };
  }

  private static List<RuleTransform.Rewrite> rewrites(
      @Nullable List<RewriteConfig> wire, String type) {
    if (wire == null || wire.size() != 1) {
      throw Checks.invalid("A '" + type + "' transform must have exactly one rewrite");
    }
    RewriteConfig rewrite = wire.getFirst();
    Checks.length(rewrite.regex(), "regex", 1024);
    Checks.length(rewrite.replace(), "replace", 1024);
    Regexes.check(rewrite.regex(), type);
    return List.of(new RuleTransform.Rewrite(rewrite.regex(), rewrite.replace()));
  }

  static software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform write(
      RuleTransform transform) {
    List<RewriteConfig> rewrites =
        transform.rewrites().stream()
            .map(
                each -> RewriteConfig.builder().regex(each.regex()).replace(each.replace()).build())
            .toList();
    var written =
        software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform.builder()
            .type(transform.type());
    return switch (transform) {
      case RuleTransform.HostHeaderRewrite _ ->
          written
              .hostHeaderRewriteConfig(HostHeaderRewriteConfig.builder().rewrites(rewrites).build())
              .build();
      case RuleTransform.UrlRewrite _ ->
          written.urlRewriteConfig(UrlRewriteConfig.builder().rewrites(rewrites).build()).build();
    };
  }
}
