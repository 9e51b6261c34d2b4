package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.JsonValue;
import dev.weir.planner.stack.RuleTransform;
import java.util.List;
import java.util.Optional;

/// The JSON of a `transforms.*` annotation.
final class TransformReader {

  private TransformReader() {}

  static List<RuleTransform> read(JsonValue json) {
    List<Entry> entries = json.elements(Entry::of);
    return entries.stream().map(Entry::transform).toList();
  }

  private record Entry(
      String type,
      Optional<List<RuleTransform.Rewrite>> host,
      Optional<List<RuleTransform.Rewrite>> url) {

    static Entry of(JsonValue json) {
      return new Entry(
          json.string("type").orElse(""),
          json.member("hostHeaderRewriteConfig").map(Entry::rewrites),
          json.member("urlRewriteConfig").map(Entry::rewrites));
    }

    private static List<RuleTransform.Rewrite> rewrites(JsonValue json) {
      return json.list(
          "rewrites",
          rewrite ->
              new RuleTransform.Rewrite(
                  rewrite.string("regex").orElse(""), rewrite.string("replace").orElse("")));
    }

    RuleTransform transform() {
      return switch (type) {
        case "host-header-rewrite" ->
            new RuleTransform.HostHeaderRewrite(complete(host, "hostHeaderRewriteConfig"));
        case "url-rewrite" -> new RuleTransform.UrlRewrite(complete(url, "urlRewriteConfig"));
        default -> throw PlanError.of("unknown transform type: " + type);
      };
    }

    private static List<RuleTransform.Rewrite> complete(
        Optional<List<RuleTransform.Rewrite>> config, String name) {
      List<RuleTransform.Rewrite> rewrites =
          config.orElseThrow(() -> PlanError.of("missing " + name));
      if (rewrites.isEmpty()) {
        throw PlanError.of(name + ".rewrites cannot be empty");
      }
      return rewrites;
    }
  }
}
