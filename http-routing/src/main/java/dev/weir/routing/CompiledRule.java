package dev.weir.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule as the index needs it.
///
/// @param hosts any of them must hold; never empty
/// @param paths any of them must hold; never empty
/// @param headers all must hold
/// @param checks all must hold
record CompiledRule(
    int rank,
    List<Alternative> hosts,
    List<Alternative> paths,
    List<HeaderValues> headers,
    List<RequestCheck> checks) {

  /// One value of a condition.
  ///
  /// @param check what is left to ask of a value that has the literal, or null
  /// @param grams other literals that every matching value has, any of which may file it instead
  record Alternative(Literal literal, @Nullable RequestCheck check, List<String> grams) {
    static final Alternative ANY = new Alternative(Literal.ANY, null, List.of());

    Alternative filedUnder(Literal other) {
      return new Alternative(other, check, grams);
    }
  }

  /// A condition on a header without regular expressions.
  ///
  /// @param name in lower case
  record HeaderValues(String name, List<Glob> values) {}
}
