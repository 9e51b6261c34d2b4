package dev.weir.elb;

import java.util.List;

/// A change to the request after its rule was chosen and before it goes to the target.
public sealed interface RuleTransform {

  /// The `Type` of the API.
  String type();

  List<Rewrite> rewrites();

  /// Rewrites the `Host` header.
  record HostHeaderRewrite(List<Rewrite> rewrites) implements RuleTransform {
    public HostHeaderRewrite {
      rewrites = List.copyOf(rewrites);
    }

    @Override
    public String type() {
      return "host-header-rewrite";
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
  }

  /// @param regex at most 1024 characters
  /// @param replace at most 1024 characters, groups as `$1`
  record Rewrite(String regex, String replace) {}
}
