package dev.weir.aws.elbv2;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Regular expressions of conditions and transforms: those that an engine without back-tracking
/// takes, as the load balancer's does.
final class Regexes {
  private Regexes() {}

  static void check(String regex, String where) {
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw Checks.invalid(
          "The '"
              + where
              + "' regular expression '"
              + regex
              + "' is not valid: "
              + e.getDescription());
    }
  }
}
