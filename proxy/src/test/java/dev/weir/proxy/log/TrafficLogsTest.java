package dev.weir.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.proxy.health.Groups;
import dev.weir.proxy.health.HealthCheckResult;
import dev.weir.proxy.health.ProbeOutcome;
import dev.weir.proxy.health.Steps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficLogsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:07:00Z");
  private static final LoadBalancer LOGGED =
      Groups.loadBalancer()
          .withAttributes(
              Map.of(
                  LoadBalancerAttributes.ACCESS_LOGS_ENABLED, "true",
                  LoadBalancerAttributes.ACCESS_LOGS_PREFIX, "shop",
                  LoadBalancerAttributes.CONNECTION_LOGS_ENABLED, "true"));

  @TempDir Path directory;
  private final ExampleExchange exchange = new ExampleExchange();

  private TrafficLogs logs(boolean everything, int capacity) {
    return new TrafficLogs(
        new TrafficLogs.Settings(directory, everything, capacity),
        Clock.fixed(NOW, ZoneOffset.UTC),
        new Steps());
  }

  @Test
  void filesAreNamedLikeTheObjectsOfAlbAndCompressedWhenFinished() throws Exception {
    exchange.loadBalancer = LOGGED;
    exchange.observed = RequestParts.NONE;
    try (TrafficLogs logs = logs(false, 10)) {
      logs.onExchange(exchange);
      logs.flush();
      assertThat(files()).singleElement().asString().endsWith(".log");
    }

    assertThat(files())
        .singleElement()
        .asString()
        .matches(
            "shop/AWSLogs/000000000000/elasticloadbalancing/eu-west-1/2026/03/04/"
                + "000000000000_elasticloadbalancing_eu-west-1_app.test.1"
                + "_20260304T0510Z_127.0.0.1_[0-9a-z]+\\.log\\.gz");
    assertThat(lines(files().getFirst())).singleElement().asString().startsWith("http 2026-03-04T");
  }

  @Test
  void connectionsAreLoggedInTheirOwnFiles() throws Exception {
    try (TrafficLogs logs = logs(false, 10)) {
      logs.onConnectionClosed(LOGGED, exchange.listener, exchange, "");
      logs.onConnectionClosed(LOGGED, exchange.listener, exchange, "ClientCertExpired");
    }

    assertThat(files()).singleElement().asString().contains("/conn_log_000000000000_elastic");
    assertThat(lines(files().getFirst()))
        .containsExactly(
            "2026-03-04T05:07:00.000000Z 192.168.131.39 2817 80 - - - \"-\" - - -"
                + " TID_1234abcd5678ef90 -",
            "2026-03-04T05:07:00.000000Z 192.168.131.39 2817 80 - - 0.000 \"-\" - -"
                + " Failed:ClientCertExpired TID_1234abcd5678ef90 -");
  }

  @Test
  void healthChecksAreLoggedInTheirOwnFiles() throws Exception {
    LoadBalancer logged = LOGGED.withAttributes(Map.of("health_check_logs.s3.enabled", "true"));
    TargetGroup group = Groups.group("web", Groups.check(TargetGroupProtocol.HTTP, "200"));
    try (TrafficLogs logs = logs(false, 10)) {
      for (ProbeOutcome outcome :
          List.of(
              new ProbeOutcome.Passed(200),
              new ProbeOutcome.WrongCode(503),
              new ProbeOutcome.TimedOut(),
              new ProbeOutcome.Broken("Connection refused"))) {
        logs.onHealthCheck(
            new HealthCheckResult(
                List.of(logged, Groups.loadBalancer()),
                group,
                "172.31.20.97:80",
                NOW,
                19_584_011,
                outcome));
      }
    }

    assertThat(files()).singleElement().asString().contains("/health_check_log_000000000000_");
    String start = "http 2026-03-04T05:07:00.000000Z 0.019584011 172.31.20.97:80 web ";
    assertThat(lines(files().getFirst()))
        .containsExactly(
            start + "PASS 200 -",
            start + "FAIL 503 ResponseCodeMismatch",
            start + "FAIL - TimedOut",
            start + "FAIL - ConnectionReset");
  }

  @Test
  void aLoadBalancerWithoutLogsIsNotLogged() throws Exception {
    try (TrafficLogs logs = logs(false, 10)) {
      assertThat(logs.onRequest(Groups.loadBalancer(), exchange.listener, head())).isNull();
      logs.onExchange(exchange);
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void everythingIsLoggedOnDemand() throws Exception {
    try (TrafficLogs logs = logs(true, 10)) {
      exchange.observed = logs.onRequest(Groups.loadBalancer(), exchange.listener, head());
      logs.onExchange(exchange);
    }

    assertThat(files()).hasSize(1);
  }

  @Test
  void moreLinesThanMayWaitAreDroppedAndCounted() throws Exception {
    exchange.observed = RequestParts.NONE;
    try (TrafficLogs logs = logs(true, 10)) {
      for (int i = 0; i < 25; i++) {
        logs.onExchange(exchange);
      }
      assertThat(logs.dropped()).isEqualTo(15);
    }

    assertThat(lines(files().getFirst())).hasSize(10);
  }

  @Test
  void filesLastFiveMinutes() {
    LogKey key = LogKey.of(LogKey.Kind.ACCESS, LOGGED, NOW);

    assertThat(LogKey.of(LogKey.Kind.ACCESS, LOGGED, NOW.plus(Duration.ofSeconds(179))))
        .isEqualTo(key);
    assertThat(LogKey.of(LogKey.Kind.ACCESS, LOGGED, NOW.plus(Duration.ofSeconds(180))))
        .isNotEqualTo(key);
  }

  private static dev.weir.proxy.exchange.HttpHead head() {
    return new dev.weir.proxy.exchange.HttpHead(new byte[0]);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString())
          .toList();
    }
  }

  private List<String> lines(String file) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve(file)))))) {
      return reader.lines().toList();
    }
  }
}
