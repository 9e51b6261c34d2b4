package dev.weir.planner;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known word that a misspelled one was probably meant to be.
public final class DidYouMean {

  private DidYouMean() {}

  /// The known word with the fewest edits, when that is at most a third of the longer word; ties go
  /// to the first in alphabetical order.
  public static Optional<String> closest(String word, Collection<String> known) {
    return known.stream()
        .filter(
            candidate -> edits(word, candidate) * 3 <= Math.max(word.length(), candidate.length()))
        .min(
            Comparator.comparingInt((String candidate) -> edits(word, candidate))
                .thenComparing(c -> c));
  }

  /// ` (did you mean X?)`, or the empty string.
  public static String hint(String word, Collection<String> known) {
    return closest(word, known).map(found -> " (did you mean " + found + "?)").orElse("");
  }

  // Levenshtein distance, ignoring case.
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replace = previous[j - 1] + (same ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
