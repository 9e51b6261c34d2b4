package dev.weir.controller.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

class RuleEqualityTest {
  @Test
  void aForwardToOneTargetGroupEqualsWhatTheApiMakesOfIt() {
    Action desired =
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .order(1)
            .forwardConfig(forward -> forward.targetGroups(group("tg-1", 1)))
            .build();
    Action observed =
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .targetGroupArn("tg-1")
            .order(7)
            .forwardConfig(forward ->
                forward
                    .targetGroups(group("tg-1", 3))
                    .targetGroupStickinessConfig(stickiness -> stickiness.enabled(false)))
            .build();

    assertThat(RuleEquality.actions(List.of(desired), List.of(observed))).isTrue();
  }

  @Test
  void weightsCountBetweenSeveralTargetGroupsButTheirOrderDoesNot() {
    assertThat(
            RuleEquality.actions(
                forward(group("a", 1), group("b", 2)), forward(group("b", 2), group("a", 1))))
        .isTrue();
    assertThat(
            RuleEquality.actions(
                forward(group("a", 1), group("b", 2)), forward(group("b", 1), group("a", 2))))
        .isFalse();
  }

  @Test
  void aRedirectWithoutHostPathAndQueryEqualsOneThatKeepsThem() {
    Action desired =
        Action.builder()
            .type(ActionTypeEnum.REDIRECT)
            .redirectConfig(
                redirect -> redirect.protocol("HTTPS").port("443").statusCode("HTTP_301"))
            .build();
    Action observed =
        Action.builder()
            .type(ActionTypeEnum.REDIRECT)
            .redirectConfig(redirect ->
                redirect
                    .protocol("HTTPS")
                    .port("443")
                    .host("#{host}")
                    .path("/#{path}")
                    .query("#{query}")
                    .statusCode("HTTP_301"))
            .build();

    assertThat(RuleEquality.actions(List.of(desired), List.of(observed))).isTrue();
  }

  @Test
  void anOidcActionIsNeverEqualBecauseItsSecretIsNeverShown() {
    Action desired =
        Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_OIDC)
            .authenticateOidcConfig(oidc -> oidc.clientId("id").clientSecret("secret"))
            .build();
    Action observed =
        Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_OIDC)
            .authenticateOidcConfig(oidc -> oidc.clientId("id"))
            .build();

    assertThat(RuleEquality.actions(List.of(desired), List.of(observed))).isFalse();
  }

  @Test
  void conditionsIgnoreTheDeprecatedValuesAndTheirOwnOrderButNotThatOfValues() {
    RuleCondition path =
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(c -> c.values("/a", "/b"))
            .build();
    RuleCondition shown = path.toBuilder().values("/a", "/b").build();
    RuleCondition host =
        RuleCondition.builder().field("host-header").hostHeaderConfig(c -> c.values("h")).build();
    RuleCondition swapped =
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(c -> c.values("/b", "/a"))
            .build();

    assertThat(RuleEquality.conditions(List.of(path, host), List.of(host, shown))).isTrue();
    assertThat(RuleEquality.conditions(List.of(path), List.of(swapped))).isFalse();
  }

  private static List<Action> forward(TargetGroupTuple... groups) {
    return List.of(
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .forwardConfig(forward -> forward.targetGroups(groups))
            .build());
  }

  private static TargetGroupTuple group(String arn, int weight) {
    return TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
  }
}
