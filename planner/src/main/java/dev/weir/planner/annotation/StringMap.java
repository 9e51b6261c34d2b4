package dev.weir.planner.annotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The grammar of `key=value,key=value`.
///
/// A comma separates pairs unless a backslash stands before it or only white space follows it to
/// the end; a backslash escapes any character after it. Each pair splits at its first `=`; key and
/// value are trimmed; an empty value is legal, an empty key is not; of two equal keys the later
/// wins.
final class StringMap {

  private StringMap() {}

  /// The pairs, or empty when one has no `=` or no key.
  static Optional<Map<String, String>> parse(String raw) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return Optional.of(pairs);
    }
    for (String pair : split(raw)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? "" : trim(pair.substring(0, equals));
      if (key.isEmpty()) {
        return Optional.empty();
      }
      pairs.put(key, trim(pair.substring(equals + 1)));
    }
    return Optional.of(pairs);
  }

  private static List<String> split(String raw) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\') {
        i++;
        part.append(raw, Math.min(i, raw.length()), Math.min(i + 1, raw.length()));
      } else if (c == ',' && !trim(raw.substring(i + 1)).isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /// Go's `strings.TrimSpace`: Unicode white space at both ends.
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /// Go's `unicode.IsSpace`, which counts no-break spaces and NEL, unlike Java.
  static boolean isSpace(char c) {
    return c >= '\t' && c <= '\r'
        || c == ' '
        || c == '\u0085'
        || c == '\u00a0'
        || c == '\u1680'
        || c >= '\u2000' && c <= '\u200a'
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u202f'
        || c == '\u205f'
        || c == '\u3000';
  }
}
