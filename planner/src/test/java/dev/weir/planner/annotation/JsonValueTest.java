package dev.weir.planner.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @Test
  void namesOfMembersMatchWhateverTheirCase() {
    assertThat(JsonValue.parse("{\"TYPE\":\"forward\"}").string("type")).contains("forward");
  }

  @Test
  void theLastOfEqualNamesWinsAndNullCountsAsAbsent() {
    assertThat(JsonValue.parse("{\"a\":\"1\",\"A\":\"2\",\"a\":null}").string("a")).contains("2");
    assertThat(JsonValue.parse("{\"a\":null}").string("a")).isEmpty();
  }

  @Test
  void stringsKnowTheEscapes() {
    assertThat(JsonValue.parse("\"\\u0041\\n\\\"\\/é\"").asString()).isEqualTo("A\n\"/é");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "2147483648", "true", "\"1\"", "[1]", "{}"})
  void onlyWholeNumbersOf32BitsAreNumbers(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text).asInt32())
        .isInstanceOf(JsonMismatch.class)
        .hasMessageStartingWith("json: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{\"a\":1", "\"a", "tru", "-", "[1,"})
  void cutTextEndsUnexpectedly(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text))
        .isInstanceOf(JsonMismatch.class)
        .hasMessage("unexpected end of JSON input");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"oops|o", "01|1", "[1,]|]", "{a:1}|a", "{\"a\" 1}|1", "1 x|x", "[1 2]|2", "tRue|R"})
  void otherTextNamesTheCharacterThatIsWrong(String text, String character) {
    assertThatThrownBy(() -> JsonValue.parse(text))
        .isInstanceOf(JsonMismatch.class)
        .hasMessageStartingWith("invalid character '" + character + "' ");
  }

  @Test
  void depthIsLimited() {
    assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000)))
        .isInstanceOf(JsonMismatch.class)
        .hasMessage("exceeded max depth");
  }
}
