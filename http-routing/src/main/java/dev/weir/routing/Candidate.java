package dev.weir.routing;

import java.util.List;

/// A rule where it is filed, with what its literals have not decided.
final class Candidate {
  final int rank;
  private final RequestCheck[] checks;

  Candidate(int rank, List<RequestCheck> checks) {
    this.rank = rank;
    this.checks = checks.toArray(RequestCheck[]::new);
  }

  boolean matches(RequestHead head) {
    for (RequestCheck check : checks) {
      if (!check.matches(head)) {
        return false;
      }
    }
    return true;
  }
}
