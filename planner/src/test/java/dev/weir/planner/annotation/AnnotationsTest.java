package dev.weir.planner.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.planner.PlanError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {

  private static final Annotation ANNOTATION =
      new Annotation(
          "alb.ingress.kubernetes.io/x",
          Annotation.Type.STRING,
          "",
          Annotation.Where.INGRESS,
          Annotation.Merge.PER_OBJECT,
          "",
          "");

  private static Annotations with(String value) {
    return new Annotations(Map.of(ANNOTATION.key(), value));
  }

  @Test
  void absentAnnotationsAreEmptyWhateverTheirType() {
    Annotations none = new Annotations(Map.of());

    assertThat(none.string(ANNOTATION)).isEmpty();
    assertThat(none.bool(ANNOTATION)).isEmpty();
    assertThat(none.int32(ANNOTATION)).isEmpty();
    assertThat(none.stringList(ANNOTATION)).isEmpty();
    assertThat(none.stringMap(ANNOTATION)).isEmpty();
  }

  @Test
  void textIsNotTrimmed() {
    assertThat(with(" a ").string(ANNOTATION)).contains(" a ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
  void truthHasSixSpellings(String text) {
    assertThat(with(text).bool(ANNOTATION)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", " true", "tRUE", ""})
  void otherSpellingsOfTruthAreErrors(String text) {
    assertThatThrownBy(() -> with(text).bool(ANNOTATION))
        .isInstanceOf(PlanError.class)
        .hasMessageStartingWith(
            "failed to parse bool annotation, alb.ingress.kubernetes.io/x: "
                + text
                + ": strconv.ParseBool: ");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "+7,7", "-1000,-1000", "2147483647,2147483647", "007,7"})
  void numbersAreDecimalWithASign(String text, int number) {
    assertThat(with(text).int32(ANNOTATION)).contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 1", "1.0", "0x1", "2147483648", "-", "1_000", "\u0661"})
  void otherNumbersAreErrors(String text) {
    assertThatThrownBy(() -> with(text).int32(ANNOTATION))
        .isInstanceOf(PlanError.class)
        .hasMessageStartingWith(
            "failed to parse int32 annotation, alb.ingress.kubernetes.io/x: "
                + text
                + ": strconv.ParseInt: ");
  }

  @Test
  void listsDropEmptyPartsAndTheSpaceAroundParts() {
    assertThat(with(" a, ,b c,,").stringList(ANNOTATION).orElseThrow()).containsExactly("a", "b c");
    assertThat(with("").stringList(ANNOTATION).orElseThrow()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a=b,c=d | {a=b, c=d}",
        "a = b , c = | {a=b, c=}",
        "a=b=c | {a=b=c}",
        "a=1,a=2 | {a=2}",
        "a=b\\,c,d=e | {a=b,c, d=e}",
        "a=b\\\\c | {a=b\\c}",
        "\"a=b, \" | {a=b,}"
      })
  void mapsSplitAtUnescapedCommas(String text, String map) {
    assertThat(with(text).stringMap(ANNOTATION).orElseThrow()).hasToString(map);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=b,c", "=b", " =b", "a=b,,c=d", ","})
  void pairsWithoutKeyOrEqualsSignAreErrors(String text) {
    assertThatThrownBy(() -> with(text).stringMap(ANNOTATION))
        .isInstanceOf(PlanError.class)
        .hasMessage("failed to parse stringMap annotation, alb.ingress.kubernetes.io/x: " + text);
  }

  @Test
  void theEmptyMapIsAMap() {
    assertThat(with("").stringMap(ANNOTATION).orElseThrow()).isEmpty();
  }

  @Test
  void errorsNameTheField() {
    assertThatThrownBy(() -> with("x").bool(ANNOTATION))
        .isInstanceOfSatisfying(
            PlanError.class, error -> assertThat(error.field()).isEqualTo(ANNOTATION.key()));
  }
}
