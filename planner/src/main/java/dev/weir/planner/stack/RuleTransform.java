package dev.weir.planner.stack;

import java.util.List;

/// How a rule rewrites a request before forwarding it. In JSON an object with `type` and one
/// configuration.
public sealed interface RuleTransform {

  /// The value of `type`.
  String type();

  /// The name of the configuration in JSON.
  String configKey();

  List<Rewrite> rewrites();

  /// Rewrites the Host header.
  record HostHeaderRewrite(List<Rewrite> rewrites) implements RuleTransform {
    public HostHeaderRewrite {
      rewrites = List.copyOf(rewrites);
    }

    @Override
    public String type() {
      return "host-header-rewrite";
    }

    @Override
    public String configKey() {
      return "hostHeaderRewriteConfig";
    }
  }

  /// Rewrites path and query.
  record UrlRewrite(List<Rewrite> rewrites) implements RuleTransform {
    public UrlRewrite {
      rewrites = List.copyOf(rewrites);
    }

    @Override
    public String type() {
      return "url-rewrite";
    }

    @Override
    public String configKey() {
      return "urlRewriteConfig";
    }
  }

  /// A regular expression and what replaces its match.
  record Rewrite(String regex, String replace) {}
}
