package dev.weir.routing;

/// Rules that are filed under one literal of the host, the path or a header.
///
/// Rules are known by rank: their position in ascending priority, the default rule last.
sealed interface Bucket permits CandidateList, HeaderBucket, PathBucket {

  /// The lowest rank in this bucket that matches, or `best` when none below it does.
  int best(RequestHead head, int best);

  /// The lowest rank that a match in this bucket can have.
  int lowestRank();
}
