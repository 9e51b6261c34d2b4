package dev.weir.controller.admission;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The short form of IPv6 addresses (RFC 5952).
final class Ipv6Text {
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)");

  private Ipv6Text() {}

  /// Replaces the first of the longest runs of at least two zero groups by `::`.
  static String shortened(String eightGroups) {
    Matcher run = ZEROS.matcher(eightGroups);
    int start = -1;
    int end = -1;
    while (run.find()) {
      if (run.end() - run.start() > end - start) {
        start = run.start();
        end = run.end();
      }
    }
    if (start < 0) {
      return eightGroups;
    }
    String tail = eightGroups.substring(end);
    return eightGroups.substring(0, start)
        + "::"
        + (tail.startsWith(":") ? tail.substring(1) : tail);
  }
}
