package dev.weir.routing;

import java.util.Comparator;
import java.util.List;

/// Candidates in ascending rank: the first that matches is the best of them. Those that ask for a
/// value of a header may be filed once more.
final class CandidateList implements Bucket {
  private final Candidate[] candidates;
  private final HeaderBucket[] headers;
  private final int lowestRank;

  CandidateList(List<Candidate> candidates, List<HeaderBucket> headers) {
    this.candidates =
        candidates.stream()
            .sorted(Comparator.comparingInt(candidate -> candidate.rank))
            .toArray(Candidate[]::new);
    this.headers = headers.toArray(HeaderBucket[]::new);
    int lowest = candidates.isEmpty() ? Integer.MAX_VALUE : this.candidates[0].rank;
    for (HeaderBucket header : headers) {
      lowest = Math.min(lowest, header.lowestRank());
    }
    lowestRank = lowest;
  }

  @Override
  public int best(RequestHead head, int best) {
    int found = firstCandidate(head, best);
    for (HeaderBucket header : headers) {
      if (header.lowestRank() < found) {
        found = header.best(head, found);
      }
    }
    return found;
  }

  private int firstCandidate(RequestHead head, int best) {
    for (Candidate candidate : candidates) {
      if (candidate.rank >= best) {
        return best;
      }
      if (candidate.matches(head)) {
        return candidate.rank;
      }
    }
    return best;
  }

  @Override
  public int lowestRank() {
    return lowestRank;
  }
}
