package dev.weir.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.TargetHealth;
import dev.weir.proxy.health.Groups;
import dev.weir.proxy.health.Steps;
import dev.weir.proxy.log.ExampleExchange;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficStatisticsTest {
  private static final Arn LB = Groups.LOAD_BALANCER;

  private Instant now = Groups.START;
  private final TrafficStatistics traffic = new TrafficStatistics(new Moving(), new Steps());
  private final ExampleExchange exchange = new ExampleExchange();

  private final class Moving extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @AfterEach
  void close() {
    traffic.close();
  }

  private void step() {
    now = now.plus(TrafficStatistics.STEP);
    traffic.sample();
  }

  @Test
  void aStepHasRatesStatusesAndLatency() {
    for (int i = 0; i < 100; i++) {
      exchange.end = 500_000 + i * 1_000_000L;
      traffic.onExchange(exchange);
    }
    traffic.onExchange(new ExampleExchange().answeredByLoadBalancer(503, "forward"));
    step();

    var point = traffic.loadBalancer(LB).getFirst();
    assertThat(point.at()).isEqualTo(Groups.START.plusSeconds(10));
    assertThat(point.requestsPerSecond()).isEqualTo(10.1);
    assertThat(point.fromTargets()).isEqualTo(new TrafficStatistics.Statuses(100, 0, 0, 0));
    assertThat(point.fromLoadBalancer()).isEqualTo(new TrafficStatistics.Statuses(0, 0, 0, 1));
    assertThat(point.latency().p50()).isBetween(45.0, 58.0);
    assertThat(point.latency().p99()).isBetween(95.0, 112.0);
  }

  @Test
  void eachStepHasOnlyItsOwnTraffic() {
    traffic.onExchange(exchange);
    step();
    step();

    assertThat(traffic.loadBalancer(LB))
        .extracting(TrafficStatistics.Point::requestsPerSecond)
        .containsExactly(0.1, 0.0);
  }

  @Test
  void oneHourIsKept() {
    traffic.onExchange(exchange);
    for (int i = 0; i < 400; i++) {
      step();
    }

    assertThat(traffic.loadBalancer(LB)).hasSize(361);
    assertThat(traffic.loadBalancer(LB).getFirst().at()).isEqualTo(now.minus(Duration.ofHours(1)));
  }

  @Test
  void connectionsAreCounted() {
    traffic.onConnectionOpened(exchange.loadBalancer, exchange.listener);
    traffic.onConnectionOpened(exchange.loadBalancer, exchange.listener);
    traffic.onConnectionClosed(exchange.loadBalancer, exchange.listener, exchange, "");
    step();

    var point = traffic.loadBalancer(LB).getFirst();
    assertThat(point.activeConnections()).isEqualTo(1);
    assertThat(point.newConnections()).isEqualTo(2);
  }

  @Test
  void ruleHitsAreCountedByListenerAndPriority() {
    exchange.priority = 50_000;
    traffic.onExchange(exchange);
    traffic.onExchange(exchange);
    exchange.priority = 0;
    traffic.onExchange(exchange);
    exchange.priority = -2;
    traffic.onExchange(exchange);

    Arn listener = exchange.listener.arn();
    assertThat(traffic.ruleHits(listener, 50_000)).isEqualTo(2);
    assertThat(traffic.ruleHits(listener, 0)).isEqualTo(1);
    assertThat(traffic.ruleHits(listener, 7)).isZero();
  }

  @Test
  void allEventLoopsAreAddedUp() throws Exception {
    Thread[] loops = new Thread[4];
    for (int i = 0; i < loops.length; i++) {
      loops[i] =
          Thread.ofPlatform()
              .start(() -> {
                var own = new ExampleExchange();
                for (int n = 0; n < 10_000; n++) {
                  traffic.onExchange(own);
                }
              });
    }
    for (Thread loop : loops) {
      loop.join();
    }
    step();

    assertThat(traffic.loadBalancer(LB).getFirst().requestsPerSecond()).isEqualTo(4000);
    assertThat(traffic.targetGroup(exchange.selection.targetGroup).getFirst().requestsPerSecond())
        .isEqualTo(4000);
  }

  @Test
  void countingAnExchangeAllocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 50_000; i++) {
      traffic.onExchange(exchange);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 50_000; i++) {
      traffic.onExchange(exchange);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000);
  }

  @Test
  void metricsHaveTheNamesOfCloudWatchInSnakeCase() throws Exception {
    traffic.onExchange(exchange);
    traffic.onExchange(new ExampleExchange().answeredByLoadBalancer(502, "forward"));
    traffic.onConnectionOpened(exchange.loadBalancer, exchange.listener);

    String text = scrape();

    assertThat(text)
        .contains("elb_request_count_total{load_balancer=\"app/test/1\"} 1.0")
        .contains("elb_httpcode_elb_5xx_count_total{load_balancer=\"app/test/1\"} 1.0")
        .contains("elb_httpcode_elb_502_count_total{load_balancer=\"app/test/1\"} 1.0")
        .contains(
            "elb_httpcode_target_2xx_count_total{load_balancer=\"\","
                + "target_group=\"targetgroup/my-targets/73e2d6bc24d8a067\"} 1.0")
        .contains("elb_active_connection_count{load_balancer=\"app/test/1\"} 1.0")
        .contains("elb_target_response_time_seconds_count{")
        .contains(
            "elb_healthy_host_count{availability_zone=\"eu-west-1a\","
                + "load_balancer=\"app/test/1\",target_group=\"targetgroup/web/1\"} 1.0")
        .contains("elb_un_healthy_host_count{availability_zone=\"eu-west-1a\"");
  }

  @Test
  void requestsAreCountedInAllAndPerZone() throws Exception {
    exchange.selection.zone = "eu-west-1a";
    traffic.onExchange(exchange);
    traffic.onExchange(exchange);
    exchange.selection.zone = "eu-west-1b";
    traffic.onExchange(exchange);

    String group = ",target_group=\"targetgroup/my-targets/73e2d6bc24d8a067\"}";
    assertThat(scrape())
        .contains(
            "elb_request_count_total{load_balancer=\"app/test/1\"} 3.0",
            "{availability_zone=\"eu-west-1a\",load_balancer=\"app/test/1\"} 2.0",
            "{availability_zone=\"eu-west-1b\",load_balancer=\"app/test/1\"} 1.0",
            "elb_request_count_total{availability_zone=\"eu-west-1a\",load_balancer=\"\"" + group,
            "elb_target_response_time_seconds_count{availability_zone=\"eu-west-1b\"");
  }

  @Test
  void ofConnectionsOnlyFailedHandshakesAreCountedPerZone() throws Exception {
    exchange.selection.zone = "eu-west-1a";
    for (String error : List.of("", "ClientTLSVersionMismatch", "ClientTLSCipherMismatch")) {
      traffic.onConnectionOpened(exchange.loadBalancer, exchange.listener);
      traffic.onConnectionClosed(exchange.loadBalancer, exchange.listener, exchange, error);
    }

    String errors = "elb_client_tls_negotiation_error_count_total{";
    String inZone = "availability_zone=\"eu-west-1a\",";
    assertThat(scrape())
        .contains(errors + "load_balancer=\"app/test/1\"} 2.0")
        .contains(errors + inZone + "load_balancer=\"app/test/1\"} 2.0")
        .contains("elb_new_connection_count_total{load_balancer=\"app/test/1\"} 3.0")
        .contains("elb_active_connection_count{load_balancer=\"app/test/1\"} 0.0")
        .doesNotContain("connection_count_total{availability_zone")
        .doesNotContain("connection_count{availability_zone");
  }

  private String scrape() throws Exception {
    var group = Groups.group("web", Groups.check(dev.weir.elb.TargetGroupProtocol.HTTP, "200"));
    ElbSnapshot snapshot = Groups.snapshot(group, Groups.targetIn("eu-west-1a", "10.0.0.1", 80));
    var metrics =
        new CloudWatchMetrics(
            traffic,
            (_, _) ->
                Optional.of(new TargetHealth(TargetHealth.State.HEALTHY, "", "", Groups.START)),
            () -> snapshot);
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, metrics.collect());
    return out.toString();
  }
}
