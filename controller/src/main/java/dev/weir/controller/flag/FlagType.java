package dev.weir.controller.flag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the text of a flag becomes a value, following the conventions of Go's pflag.
@FunctionalInterface
public interface FlagType<T> {
  FlagType<String> TEXT = text -> text;
  FlagType<Boolean> BOOL = FlagType::bool;
  FlagType<Integer> INT = FlagType::integer;
  FlagType<Duration> DURATION = FlagType::duration;
  FlagType<List<String>> LIST = FlagType::list;
  FlagType<Map<String, String>> MAP = FlagType::map;

  T parse(String text);

  private static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new IllegalArgumentException("expected: true or false");
    };
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected: a whole number", e);
    }
  }

  private static List<String> list(String text) {
    List<String> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        values.add(part.strip());
      }
    }
    return List.copyOf(values);
  }

  private static Map<String, String> map(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : list(text)) {
      int split = pair.indexOf('=');
      if (split < 1) {
        throw new IllegalArgumentException("expected: key=value,key=value");
      }
      values.put(pair.substring(0, split), pair.substring(split + 1));
    }
    return values;
  }

  /// Go's duration text: `2m`, `16m40s`, `1.5h`, `300ms`.
  private static Duration duration(String text) {
    Matcher part = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)").matcher(text);
    Duration sum = Duration.ZERO;
    int at = 0;
    while (part.find() && part.start() == at) {
      long unitMillis =
          switch (part.group(2)) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1_000;
            default -> 1;
          };
      sum = sum.plusMillis(Math.round(Double.parseDouble(part.group(1)) * unitMillis));
      at = part.end();
    }
    if (at == 0 ? !text.equals("0") : at != text.length()) {
      throw new IllegalArgumentException("expected: a duration as 15s, 2m or 16m40s");
    }
    return sum;
  }
}
