package dev.weir.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Regular expressions of rules: matched in linear time by RE2/J, never by backtracking, and kept
/// small before they are compiled.
final class Regex {
  /// More instructions than any sensible rule has; keeps a rule below about a megabyte.
  static final int MAX_PROGRAM_SIZE = 10_000;

  private static final String META = "\\.[](){}*+?|^$";

  private Regex() {}

  /// @param flags of {@link Pattern}
  /// @throws TooBig when the compiled program would be too large
  /// @throws IllegalArgumentException when the syntax is wrong
  static Pattern compile(String regex, int flags) {
    if (repeatedLength(regex) > MAX_PROGRAM_SIZE) {
      throw new TooBig(regex);
    }
    try {
      Pattern pattern = Pattern.compile(regex, flags);
      if (pattern.programSize() > MAX_PROGRAM_SIZE) {
        throw new TooBig(regex);
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "regex: '" + regex + "': " + e.getMessage() + " (expected: RE2 syntax)", e);
    }
  }

  /// An upper bound of the program's length when counted repetitions are written out: the length of
  /// the text times the product of all counts that could be nested.
  private static long repeatedLength(String regex) {
    long product = 1;
    for (int open = regex.indexOf('{'); open >= 0; open = regex.indexOf('{', open + 1)) {
      int close = regex.indexOf('}', open);
      long count = 1;
      long number = 0;
      for (int i = open + 1; i < close; i++) {
        char c = regex.charAt(i);
        number = c >= '0' && c <= '9' ? Math.min(10_000, number * 10 + c - '0') : 0;
        count = Math.max(count, number);
      }
      product = Math.min(Integer.MAX_VALUE, product * count);
    }
    boolean nests = regex.contains("){") || regex.indexOf('{') != regex.lastIndexOf('{');
    return nests ? product + regex.length() : Math.min(1000, product) + regex.length();
  }

  /// What every match must start with: the literal after a leading `^`.
  static Literal prefix(String regex) {
    if (!regex.startsWith("^") || regex.contains("|")) {
      return Literal.ANY;
    }
    int end = 1;
    while (end < regex.length() && META.indexOf(regex.charAt(end)) < 0) {
      end++;
    }
    boolean optional = end < regex.length() && "*?{".indexOf(regex.charAt(end)) >= 0;
    int last = optional ? Math.max(1, end - 1) : end;
    return new Literal(Literal.Kind.PREFIX, regex.substring(1, last));
  }

  /// A regular expression whose program would be too large.
  static final class TooBig extends IllegalArgumentException {
    TooBig(String regex) {
      super(
          "regex: '"
              + regex
              + "' is too large once compiled (expected: at most "
              + MAX_PROGRAM_SIZE
              + " instructions)");
    }
  }
}
