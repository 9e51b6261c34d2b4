package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {
  private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-5, just now",
    "9, just now",
    "10, 10 s ago",
    "59, 50 s ago",
    "60, 1 min ago",
    "3599, 59 min ago",
    "3600, 1 h ago",
    "86399, 23 h ago",
    "86400, 1 d ago"
  })
  void saysHowLongAgo(long seconds, String words) {
    assertThat(Ago.between(NOW.minusSeconds(seconds), NOW)).isEqualTo(words);
  }
}
