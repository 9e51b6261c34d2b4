package dev.weir.planner.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  @Test
  void aFieldThatIsGivenTwiceIsAProblemOfItsLine() {
    YamlReader.Result result = YamlReader.read("f.yaml", "a: 1\nb: {c: 1,\n  c: 2}\n");
    assertThat(result.documents()).isEmpty();
    assertThat(result.problems())
        .extracting(Object::toString)
        .containsExactly("f.yaml:3: the field c is given twice");
  }

  @Test
  void aMalformedDocumentDoesNotHideTheOthers() {
    YamlReader.Result result = YamlReader.read("f.yaml", "a: 1\n---\nb: [1\n---\nc: 3\n");
    assertThat(result.documents())
        .extracting(d -> d.json().toString())
        .containsExactly("{\"a\":1}", "{\"c\":3}");
    assertThat(result.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isBetween(3, 4));
    assertThat(result.problems().getFirst().toString())
        .startsWith("f.yaml:")
        .contains("malformed YAML");
  }

  @Test
  void linesAreThoseOfTheFile() {
    YamlDocument second =
        YamlReader.read("f.yaml", "a: 1\n---\nspec:\n  rules:\n  - host: x\n").documents().get(1);
    assertThat(second.line(List.of("spec"))).isEqualTo(3);
    assertThat(second.line(List.of("spec", "rules", 0, "host"))).isEqualTo(5);
    assertThat(second.line(List.of("spec", "missing"))).isEqualTo(3);
  }

  @Test
  void jsonIndentedWithTabsIsRead() {
    YamlReader.Result result =
        YamlReader.read("f.json", "{\n\t\"a\": \"x\\/y\\u00e9\",\n\t\"b\": [1, true, null]\n}\n");
    assertThat(result.problems()).isEmpty();
    assertThat(result.documents().getFirst().json().toString())
        .isEqualTo("{\"a\":\"x/yé\",\"b\":[1,true,null]}");
  }

  @Test
  void anchorsAndMergeKeysAreExpanded() {
    YamlReader.Result result =
        YamlReader.read("f.yaml", "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n");
    assertThat(result.documents().getFirst().json().get("b").toString())
        .isEqualTo("{\"l\":3,\"k\":1}");
  }

  @Test
  void aFileThatExpandsWithoutBoundIsRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      text.append("a%d: &a%d [".formatted(i, i))
          .append(("*a" + (i - 1) + ", ").repeat(10))
          .append("]\n");
    }
    YamlReader.Result result = YamlReader.read("f.yaml", text.toString());
    assertThat(result.problems()).singleElement().asString().contains("more than");
  }

  @Test
  void anEmptyFileHoldsNothing() {
    assertThat(YamlReader.read("f.yaml", "").documents()).isEmpty();
    assertThat(YamlReader.read("f.yaml", "# only a comment\n---\n").documents()).isEmpty();
  }
}
