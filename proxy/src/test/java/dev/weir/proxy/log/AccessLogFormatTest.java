package dev.weir.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.routing.RequestTransforms.Status;
import dev.weir.routing.RequestTransforms.Transformed;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessLogFormatTest {
  private static final Instant NOW = Instant.parse("2018-07-02T22:23:00.186641Z");
  private static final RequestParts REQUEST =
      new RequestParts("GET", "/", "www.example.com", "curl/7.46.0", false, 1);

  private final ExampleExchange exchange = new ExampleExchange();

  @Test
  void theLineHasThe33FieldsOfTheDocumentationInOrder() {
    assertThat(line())
        .isEqualTo(
            "http 2018-07-02T22:23:00.186641Z app/test/1 192.168.131.39:2817 10.0.0.1:80"
                + " 0.000 0.001 0.000 200 200 34 366 \"GET http://www.example.com:80/ HTTP/1.1\""
                + " \"curl/7.46.0\" - -"
                + " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067"
                + " \"TID_1234abcd5678ef90\" \"-\" \"-\" 0 2018-07-02T22:23:00.184641Z"
                + " \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\""
                + " TID_1234abcd5678ef90 \"-\" \"-\" \"-\"");
  }

  @Test
  void whatIsNotForwardedHasNoTargetAndTimesOfMinusOne() {
    exchange.answeredByLoadBalancer(302, "redirect").redirect = "https://www.example.com:443/";

    assertThat(line())
        .contains(" 192.168.131.39:2817 - -1 -1 -1 302 - 34 366 ")
        .contains(" \"redirect\" \"https://www.example.com:443/\" \"-\" \"-\" \"-\" ");
  }

  @Test
  void aTargetThatCannotBeReachedIsNamedWithTimesOfMinusOne() {
    exchange.sent = 0;
    exchange.response = 0;
    exchange.targetStatus = 0;
    exchange.status = 504;

    assertThat(line()).contains(" 10.0.0.1:80 -1 -1 -1 504 - ");
  }

  @Test
  void aMalformedRequestHasDashes() {
    exchange.answeredByLoadBalancer(400, "").priority = -2;

    assertThat(AccessLogFormat.line(exchange, RequestParts.NONE, NOW))
        .contains("\"- http://test.elb.localhost:80- -\"")
        .contains(" \"-\" - 2018-07-02");
  }

  @Test
  void webSocketsAreWs() {
    exchange.upgraded = true;

    assertThat(line()).startsWith("ws ");
  }

  @Test
  void whatCouldBreakALineIsEscaped() {
    RequestParts evil = new RequestParts("GET", "/a\"b", "h", "x\ny\"", false, 0);

    assertThat(AccessLogFormat.line(exchange, evil, NOW))
        .contains("\"GET http://h:80/a\\x22b HTTP/1.0\" \"x\\x0ay\\x22\"")
        .doesNotContain("\n");
  }

  @Test
  void transformsAreTold() {
    exchange.transformed = new Transformed(Status.SUCCESS, "new.test", "/new?a");

    assertThat(line()).endsWith(" \"new.test\" \"/new?a\" \"TransformSuccess\"");
  }

  private String line() {
    return AccessLogFormat.line(exchange, REQUEST, NOW);
  }
}
