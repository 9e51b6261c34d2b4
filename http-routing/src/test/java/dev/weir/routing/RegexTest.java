package dev.weir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RegexTest {

  @Test
  void aPatternThatStallsBacktrackingEnginesTakesLinearTime() {
    String evil = "a".repeat(10_000) + "!";

    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> assertThat(Regex.compile("^(a+)+$", 0).matcher(evil).find()).isFalse());
  }

  @Test
  void repetitionsInsideRepetitionsAreRefusedBeforeTheyAreCompiled() {
    assertThatThrownBy(() -> Regex.compile("((a{100}){100}){100}", 0))
        .isInstanceOf(Regex.TooBig.class)
        .hasMessageContaining("10000 instructions");
  }

  @Test
  void whatRe2DoesNotKnowIsASyntaxError() {
    for (String regex : new String[] {"(?=a)", "(?<!a)b", "(a)\\1", "a++", "(?>a)", "("}) {
      assertThatThrownBy(() -> Regex.compile(regex, 0))
          .as(regex)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(regex);
    }
  }

  @Test
  void anAnchoredLiteralIsAPrefixOfEveryMatch() {
    assertThat(Regex.prefix("^/api/[a-z]+").text()).isEqualTo("/api/");
    assertThat(Regex.prefix("^/apis?/").text()).isEqualTo("/api");
    assertThat(Regex.prefix("^/a{2}").text()).isEqualTo("/");
    assertThat(Regex.prefix("^/a|/b")).isEqualTo(Literal.ANY);
    assertThat(Regex.prefix("/api")).isEqualTo(Literal.ANY);
    assertThat(Regex.prefix("^*a").text()).isEmpty();
  }
}
