package dev.weir.planner.annotation;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Numbers, booleans and printed collections as the Go standard library reads and prints them,
/// because annotation values and error texts are defined by it.
public final class GoText {

  private GoText() {}

  /// Go's `strconv.ParseBool`: 1, t, T, TRUE, true, True and their opposites, nothing else.
  public static Optional<Boolean> parseBool(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
      case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /// Go's `strconv.ParseInt` in base 10: an optional sign and ASCII digits.
  ///
  /// @param bits 32 or 64
  public static Optional<Long> parseInt(String text, int bits) {
    if (!isDecimal(text)) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() < bits ? Optional.of(number.longValue()) : Optional.empty();
  }

  /// Why [#parseInt(String, int)] or Go's `Atoi` found no number.
  ///
  /// @param function `ParseInt` or `Atoi`
  public static String parseIntCause(String function, String text) {
    return strconvCause(
        function, text, isDecimal(text) ? "too large a number" : "not a whole decimal number");
  }

  /// Why [#parseBool(String)] found no boolean.
  public static String parseBoolCause(String text) {
    return strconvCause("ParseBool", text, "neither true nor false");
  }

  /// Go's own words for a text that is no boolean; for errors that say nothing else.
  public static String parseBoolError(String text) {
    return "strconv.ParseBool: parsing " + quote(text) + ": invalid syntax";
  }

  /// A number if the text is one to Go's `Atoi`, else the text, as Kubernetes' `intstr.Parse`.
  public static IntOrString intOrString(String text) {
    return parseInt(text, 64)
        .map(number -> new IntOrString(number.intValue()))
        .orElseGet(() -> new IntOrString(text));
  }

  /// `[a b]`, as Go prints a slice.
  public static String list(Collection<?> values) {
    return "[" + String.join(" ", values.stream().map(String::valueOf).toList()) + "]";
  }

  /// `map[a:{} b:{}]`, as Go prints a set of strings.
  public static String set(Collection<String> values) {
    return "map["
        + String.join(" ", values.stream().distinct().sorted().map(v -> v + ":{}").toList())
        + "]";
  }

  /// `map[a:1 b:2]`, as Go prints a map.
  public static String map(Map<String, ?> values) {
    return "map["
        + String.join(
            " ",
            new TreeMap<>(values)
                .entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList())
        + "]";
  }

  private static String strconvCause(String function, String text, String reason) {
    return "strconv." + function + ": \"" + text + "\" is " + reason;
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isDecimal(String text) {
    int start = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    if (start == text.length()) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
