package dev.weir.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people say them. `console.js` says the same in the browser as time goes by.
public final class Ago {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Ago() {}

  /// `just now`, `40 s ago`, `5 min ago`, `3 h ago`, `2 d ago`.
  public static String text(Instant at) {
    return between(at, Instant.now());
  }

  static String between(Instant at, Instant now) {
    long seconds = Math.max(0, Duration.between(at, now).toSeconds());
    if (seconds < 10) {
      return "just now";
    }
    if (seconds < 60) {
      return seconds / 10 * 10 + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
  }

  /// `2026-11-25 20:04:59 UTC`.
  public static String exact(Instant at) {
    return EXACT.format(at);
  }
}
