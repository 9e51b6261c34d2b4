package dev.weir.controller.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

class RuleWordsTest {
  @Test
  void writesWhatTheWorkshopChanges() {
    Action before =
        Action.builder()
            .type(ActionTypeEnum.FIXED_RESPONSE)
            .fixedResponseConfig(
                c -> c.statusCode("503").messageBody("Backend service does not exist"))
            .build();
    Action after =
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .forwardConfig(
                f -> f.targetGroups(g -> g.targetGroupArn("arn:aws:x:y:z:targetgroup/new/1")))
            .build();

    assertThat(RuleWords.actions(List.of(before)))
        .isEqualTo("fixed response 503 'Backend service does not exist'");
    assertThat(RuleWords.actions(List.of(after))).isEqualTo("forward to new");
  }

  @Test
  void writesNoSecret() {
    Action signIn =
        Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_OIDC)
            .authenticateOidcConfig(
                c -> c.issuer("https://id.example").clientId("client").clientSecret("secret"))
            .build();

    assertThat(RuleWords.actions(List.of(signIn, signIn)))
        .isEqualTo(
            "authenticate-oidc with https://id.example,"
                + " then authenticate-oidc with https://id.example");
  }

  @Test
  void writesConditions() {
    RuleCondition path =
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(c -> c.values("/new", "/new/*"))
            .build();
    RuleCondition header =
        RuleCondition.builder()
            .field("http-header")
            .httpHeaderConfig(c -> c.httpHeaderName("X-A").values("b"))
            .build();

    assertThat(RuleWords.conditions(List.of(path, header)))
        .isEqualTo("path-pattern /new or /new/* and header X-A b");
  }
}
