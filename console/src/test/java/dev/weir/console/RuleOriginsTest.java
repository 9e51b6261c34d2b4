package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/// Which of several Ingresses with the same path a rule comes from.
class RuleOriginsTest {
  private static final IngressPath FIRST = path("shop/first");
  private static final IngressPath SECOND = path("shop/second");

  @Test
  void theSamePathOfTwoIngressesIsARuleEachInTheirOrder() {
    assertThat(RuleOrigins.of(List.of(FIRST, SECOND), List.of(rule("1", "/x"), rule("2", "/x"))))
        .containsEntry("1", List.of("shop/first /x"))
        .containsEntry("2", List.of("shop/second /x"));
  }

  @Test
  void aRuleThatEitherCouldHaveMadeHasBoth() {
    assertThat(RuleOrigins.of(List.of(FIRST, SECOND), List.of(rule("1", "/x"))))
        .containsEntry("1", List.of("shop/first /x", "shop/second /x"));
  }

  @Test
  void aRuleOfAnotherPathHasNone() {
    assertThat(RuleOrigins.of(List.of(FIRST), List.of(rule("1", "/y")))).isEmpty();
  }

  private static IngressPath path(String ingress) {
    return new IngressPath(ingress + " /x", false, Optional.empty(), List.of("/x"));
  }

  private static Rule rule(String arn, String path) {
    return Rule.builder()
        .ruleArn(arn)
        .isDefault(false)
        .priority(arn)
        .conditions(
            RuleCondition.builder()
                .field("path-pattern")
                .pathPatternConfig(config -> config.values(path))
                .build())
        .build();
  }
}
