package dev.weir.routing;

import static dev.weir.routing.Rules.header;
import static dev.weir.routing.Rules.host;
import static dev.weir.routing.Rules.path;
import static dev.weir.routing.Rules.rule;
import static dev.weir.routing.Rules.source;
import static dev.weir.routing.Rules.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplanationTest {

  @Test
  void tellsForEachRuleWhichConditionFailedAndWhatItSaw() {
    RouteTable table =
        table(
            rule(1, host("a.test", "*.b.test"), path("/x*")),
            rule(2, path("/x*")),
            rule(3, path("/*")));

    Explanation explanation = table.explain(Heads.get("c.test", "/xy"));

    assertThat(explanation.decision().priority()).isEqualTo(2);
    assertThat(explanation.rules())
        .extracting(Explanation.Rule::matched)
        .containsExactly(false, true, true);
    assertThat(explanation.rules())
        .extracting(Explanation.Rule::chosen)
        .containsExactly(false, true, false);
    assertThat(explanation.rules().getFirst().conditions())
        .extracting(Explanation.Condition::toString)
        .containsExactly(
            "host-header is 'c.test' (expected: a.test or *.b.test)", "path-pattern is '/xy'");
  }

  @Test
  void namesHeadersAndPeers() {
    RouteTable table = table(rule(1, header("X-Env", "canary"), source("10.0.0.0/8")));

    Explanation explanation =
        table.explain(Heads.from(Heads.get("h.test", "/", "x-env: prod"), "2001:db8::1"));

    assertThat(explanation.rules().getFirst().conditions())
        .extracting(Explanation.Condition::toString)
        .containsExactly(
            "http-header X-Env is 'prod' (expected: canary)",
            "source-ip is '2001:db8:0:0:0:0:0:1' (expected: 10.0.0.0/8)");
  }
}
