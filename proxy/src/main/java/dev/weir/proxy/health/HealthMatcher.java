package dev.weir.proxy.health;

import java.util.ArrayList;
import java.util.List;

/// The codes that count as healthy: single ones, lists and ranges, such as `200`, `200,202`,
/// `200-299` or `200-204,301`.
final class HealthMatcher {
  private final List<Range> ranges;

  private HealthMatcher(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  private record Range(int from, int to) {}

  static HealthMatcher parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",")) {
      int dash = part.indexOf('-');
      try {
        int from = Integer.parseInt((dash < 0 ? part : part.substring(0, dash)).trim());
        int to = dash < 0 ? from : Integer.parseInt(part.substring(dash + 1).trim());
        ranges.add(new Range(from, to));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "health check matcher: '" + text + "' (expected: codes, lists or ranges of codes)", e);
      }
    }
    return new HealthMatcher(ranges);
  }

  boolean matches(int code) {
    for (Range range : ranges) {
      if (code >= range.from && code <= range.to) {
        return true;
      }
    }
    return false;
  }
}
