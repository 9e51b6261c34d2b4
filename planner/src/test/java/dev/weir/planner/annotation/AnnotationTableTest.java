package dev.weir.planner.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AnnotationTableTest {

  static final List<Annotation> ALL = AnnotationTable.all();

  @Test
  void everyKeyIsThereOnce() {
    assertThat(AnnotationTable.all().stream().map(Annotation::key).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void everyAnnotationIsExplained(Annotation annotation) {
    assertThat(annotation.doc()).endsWith(".");
    assertThat(annotation.example()).isNotBlank();
    assertThat(annotation.defaultText()).isNotBlank();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void examplesFollowTheGrammarOfTheirType(Annotation annotation) {
    Annotations example = new Annotations(Map.of(annotation.key(), annotation.example()));

    Optional<?> value =
        switch (annotation.type()) {
          case STRING -> example.string(annotation);
          case BOOL -> example.bool(annotation);
          case INT32 -> example.int32(annotation);
          case INT64 -> example.int64(annotation);
          case STRING_LIST -> example.stringList(annotation);
          case STRING_MAP -> example.stringMap(annotation);
          case JSON -> example.json(annotation, json -> json);
        };
    assertThat(value.isPresent()).isTrue();
  }

  @Test
  void familiesMatchAnyName() {
    assertThat(AnnotationTable.find("alb.ingress.kubernetes.io/actions.forward-all"))
        .contains(RuleAnnotations.ACTIONS);
    assertThat(AnnotationTable.find("alb.ingress.kubernetes.io/actions.")).isPresent();
    assertThat(AnnotationTable.find("alb.ingress.kubernetes.io/action.x")).isEmpty();
  }

  @Test
  void misspelledKeysAreNearTheOneThatIsMeant() {
    assertThat(AnnotationTable.didYouMean("alb.ingress.kubernetes.io/shceme"))
        .containsExactly("alb.ingress.kubernetes.io/scheme");
    assertThat(AnnotationTable.didYouMean("alb.ingress.kubernetes.io/actoins.forward-everything"))
        .containsExactly("alb.ingress.kubernetes.io/actions.");
    assertThat(AnnotationTable.didYouMean("service.beta.kubernetes.io/aws-load-balancer-subnetz"))
        .containsExactly("service.beta.kubernetes.io/aws-load-balancer-subnets");
    assertThat(AnnotationTable.didYouMean("alb.ingress.kubernetes.io/zzz")).isEmpty();
  }

  @Test
  void explanationsTellEverythingInTheTable() {
    assertThat(AnnotationExplanation.of("alb.ingress.kubernetes.io/group.order"))
        .isEqualTo(
            """
            alb.ingress.kubernetes.io/group.order
              Places the rules of the Ingress in its group, from -1000 (first) to 1000 (last).

              Type:     whole number (32 bits)
              Default:  0
              Where:    Ingress
              Groups:   holds for its own object only
              Example:  10
            """);
  }

  @Test
  void keysMayBeExplainedWithoutTheirPrefix() {
    assertThat(AnnotationExplanation.of("scheme")).startsWith("alb.ingress.kubernetes.io/scheme\n");
    assertThat(AnnotationExplanation.of("actions.x"))
        .contains("alb.ingress.kubernetes.io/actions.<name>")
        .contains("service.beta.kubernetes.io/actions.<name>");
  }

  @Test
  void unknownKeysCannotBeExplained() {
    assertThatThrownBy(() -> AnnotationExplanation.of("sheme"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown annotation sheme (did you mean alb.ingress.kubernetes.io/scheme?)");
  }

  /// Run with `-Ddocs.update=true` to write the page anew.
  @Test
  void thePageOfAnnotationsIsUpToDate() throws IOException {
    Path page = Path.of("..", "docs", "annotations.md");
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(page, AnnotationsDocument.markdown());
    }

    assertThat(page).content().isEqualTo(AnnotationsDocument.markdown());
  }
}
