package dev.weir.kube.table;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// How long ago something was, as kubectl prints it: `5s`, `3m18s`, `35d`.
final class Age {
  private Age() {}

  /// @param time as in objects; "" gives `<unknown>`
  static String since(String time, Clock clock) {
    try {
      return of(Duration.between(Instant.parse(time), clock.instant()));
    } catch (DateTimeParseException e) {
      return "<unknown>";
    }
  }

  static String of(Duration age) {
    long seconds = age.toSeconds();
    long minutes = age.toMinutes();
    long hours = age.toHours();
    if (seconds < 0) {
      return seconds < -1 ? "<invalid>" : "0s";
    } else if (seconds < 120) {
      return seconds + "s";
    } else if (minutes < 10) {
      return minutes + "m" + rest(seconds % 60, "s");
    } else if (minutes < 180) {
      return minutes + "m";
    } else if (hours < 8) {
      return hours + "h" + rest(minutes % 60, "m");
    } else if (hours < 48) {
      return hours + "h";
    } else if (hours < 192) {
      return hours / 24 + "d" + rest(hours % 24, "h");
    } else if (hours < 24 * 365 * 2) {
      return hours / 24 + "d";
    } else if (hours < 24 * 365 * 8) {
      return hours / 24 / 365 + "y" + rest(hours / 24 % 365, "d");
    }
    return hours / 24 / 365 + "y";
  }

  private static String rest(long value, String unit) {
    return value == 0 ? "" : value + unit;
  }
}
