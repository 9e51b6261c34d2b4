package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/// Rules as the EC2 console writes them.
class WordsTest {
  private static final String GROUP =
      "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/";

  @Test
  void writesConditions() {
    assertThat(
            List.of(
                RuleCondition.builder()
                    .field("path-pattern")
                    .pathPatternConfig(c -> c.values("/new", "/new/*"))
                    .build(),
                RuleCondition.builder()
                    .field("host-header")
                    .hostHeaderConfig(c -> c.values("a.example"))
                    .build(),
                RuleCondition.builder()
                    .field("http-header")
                    .httpHeaderConfig(c -> c.httpHeaderName("X-A").regexValues("^b"))
                    .build(),
                RuleCondition.builder()
                    .field("query-string")
                    .queryStringConfig(c -> c.values(v -> v.key("a").value("1"), v -> v.value("2")))
                    .build(),
                RuleCondition.builder()
                    .field("source-ip")
                    .sourceIpConfig(c -> c.values("10.0.0.0/8"))
                    .build()))
        .extracting(condition -> Words.condition(condition).text())
        .containsExactly(
            "Path is /new or /new/*",
            "HTTP Host Header is a.example",
            "HTTP Header X-A matches regex ^b",
            "Query String is a=1 or 2",
            "Source IP is 10.0.0.0/8");
  }

  @Test
  void writesForwardsWithTheirShares() {
    Action action =
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .forwardConfig(forward ->
                forward
                    .targetGroups(
                        one -> one.targetGroupArn(GROUP + "one/1").weight(3),
                        two -> two.targetGroupArn(GROUP + "two/2").weight(1))
                    .targetGroupStickinessConfig(s -> s.enabled(true).durationSeconds(200)))
            .build();

    assertThat(Words.actions(List.of(action)))
        .extracting(Words.Line::text)
        .containsExactly(
            "Forward to one: 3 (75%)", "Forward to two: 1 (25%)", "Group-level stickiness: 200 s");
  }

  @Test
  void hidesTheRestOfAFixedResponseBehindMore() {
    Action action =
        Action.builder()
            .type(ActionTypeEnum.FIXED_RESPONSE)
            .fixedResponseConfig(c -> c.statusCode("503").messageBody("gone"))
            .build();

    assertThat(Words.actions(List.of(action)))
        .containsExactly(
            new Words.Line(
                "Return fixed response: 503", "", "", "Content-Type: text/plain, body: gone"));
  }

  @Test
  void writesRedirectsAsTheLocationTheyMake() {
    Action action =
        Action.builder()
            .type(ActionTypeEnum.REDIRECT)
            .redirectConfig(c -> c.protocol("HTTPS").port("443").statusCode("HTTP_301"))
            .build();

    assertThat(Words.actions(List.of(action)).getFirst().text())
        .isEqualTo("Redirect to HTTPS://#{host}:443/#{path}?#{query}, status code HTTP_301");
  }
}
