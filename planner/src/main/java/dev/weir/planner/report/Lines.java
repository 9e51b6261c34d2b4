package dev.weir.planner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects indented lines.
final class Lines {

  private final List<String> lines = new ArrayList<>();

  Lines add(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
    return this;
  }

  /// A line only if there is something to say.
  Lines addUnlessEmpty(int depth, String label, String text) {
    return text.isEmpty() ? this : add(depth, label + text);
  }

  Lines blank() {
    lines.add("");
    return this;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /// `a=b, c=d`, sorted.
  static String pairs(Map<String, String> map) {
    return String.join(
        ", ",
        new TreeMap<>(map).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }
}
