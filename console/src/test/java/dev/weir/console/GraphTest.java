package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.console.TrafficSource.Point;
import dev.weir.console.TrafficSource.Statuses;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

  @Test
  void placesPointsByTheirTimeWithinTheHour() {
    Graph requests =
        Graph.ofTargetGroup(List.of(point(1800, 5), point(900, 10), point(0, 2.5)), NOW).getFirst();

    assertThat(requests.highest()).isEqualTo("10/s");
    assertThat(requests.lines().getFirst().now()).isEqualTo("2.5/s");
    assertThat(requests.lines().getFirst().points())
        .isEqualTo("0.0,56.0 120.0,56.0 120.0,28.0 180.0,0.0 240.0,42.0");
  }

  @Test
  void drawsNoSeriesThatWasZeroAllTheTimeButTellsItsValue() {
    Graph answers = Graph.ofTargetGroup(List.of(point(10, 1)), NOW).get(2);

    assertThat(answers.lines()).extracting(Graph.Line::label).contains("5xx");
    assertThat(answers.drawn()).extracting(Graph.Line::label).containsExactly("2xx");
    assertThat(answers.words())
        .isEqualTo(
            "Answers of targets in the last hour, highest 3; now 2xx 3, 3xx 0, 4xx 0, 5xx 0");
  }

  @Test
  void aLoadBalancerWithoutTrafficHasTheSameGraphs() {
    assertThat(Graph.ofLoadBalancer(List.of(), NOW))
        .extracting(Graph::title)
        .containsExactly(
            "Requests",
            "Latency",
            "Answers of targets",
            "Answers of the load balancer",
            "Connections");
  }

  private static Point point(long secondsAgo, double requests) {
    Statuses some = new Statuses(3, 0, 0, 0);
    return new Point(NOW.minusSeconds(secondsAgo), requests, 1, 2, 3, some, some, 0, 0);
  }
}
