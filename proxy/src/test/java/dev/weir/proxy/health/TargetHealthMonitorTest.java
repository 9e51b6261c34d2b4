package dev.weir.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealth.State;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetHealthMonitorTest {
  private final Steps steps = new Steps();
  private final List<Arn> changes = new ArrayList<>();
  private final TargetGroup group =
      Groups.group("web", Groups.check(TargetGroupProtocol.HTTP, "200"));
  private HttpServer server;
  private volatile int status = 200;
  private RegisteredTarget target;
  private TargetHealthMonitor monitor;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    // The advertised address is not bound: checks must ask the address book.
    AddressBook book = (_, port) -> new InetSocketAddress("127.0.0.1", port);
    target = Groups.target("10.9.8.7", server.getAddress().getPort());
    monitor = new TargetHealthMonitor(book, Clock.fixed(Groups.START, ZoneOffset.UTC), steps);
    monitor.onChange(changes::add);
  }

  @AfterEach
  void stop() {
    monitor.close();
    server.stop(0);
  }

  @Test
  void aNewTargetIsCheckedAtOnceAndHealthyAfterTheFirstSuccess() {
    monitor.apply(Groups.snapshot(group, target));
    steps.awaitCheck();

    assertThat(health().state()).isEqualTo(State.HEALTHY);
    assertThat(changes).containsExactly(group.arn());
  }

  @Test
  void theIntervalCountsFromTheStartOfTheCheck() {
    monitor.apply(Groups.snapshot(group, target));
    steps.awaitCheck();

    assertThat(steps.lastPause())
        .isLessThanOrEqualTo(Duration.ofSeconds(5))
        .isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void everyCheckIsToldWithTheLoadBalancersThatUseTheTarget() {
    List<HealthCheckResult> results = new CopyOnWriteArrayList<>();
    monitor.onCheck(results::add);
    monitor.apply(Groups.snapshot(group, target));
    steps.awaitCheck();
    status = 503;
    steps.nextCheck();

    assertThat(results)
        .extracting(HealthCheckResult::outcome)
        .containsExactly(new ProbeOutcome.Passed(200), new ProbeOutcome.WrongCode(503));
    assertThat(results.getFirst().target()).isEqualTo("10.9.8.7:" + target.target().port());
    assertThat(results.getFirst().loadBalancers()).containsExactly(Groups.loadBalancer());
  }

  @Test
  void thresholdsDecideLaterChanges() {
    monitor.apply(Groups.snapshot(group, target));
    steps.awaitCheck();
    status = 503;
    steps.nextCheck();
    assertThat(health().state()).isEqualTo(State.HEALTHY);
    steps.nextCheck();

    assertThat(health().state()).isEqualTo(State.UNHEALTHY);
    assertThat(health().reason()).isEqualTo("Target.ResponseCodeMismatch");
    assertThat(health().description()).isEqualTo("Health checks failed with these codes: [503]");
    assertThat(changes).hasSize(2);
  }

  @Test
  void aGroupThatNoRuleReferencesIsNotChecked() {
    monitor.apply(
        Groups.snapshot(Map.of(group, List.of(target)), new RuleAction.FixedResponse(200, "", "")));

    assertThat(health().state()).isEqualTo(State.UNUSED);
    assertThat(health().reason()).isEqualTo("Target.NotInUse");
    assertThat(health().description())
        .isEqualTo("Target group is not configured to receive traffic from the load balancer");
  }

  @Test
  void aTargetInAZoneThatIsNotEnabledIsNotChecked() {
    RegisteredTarget elsewhere = Groups.targetIn("eu-west-1c", "10.9.8.7", target.target().port());
    monitor.apply(Groups.snapshot(group, elsewhere));

    assertThat(health().state()).isEqualTo(State.UNUSED);
    assertThat(health().description())
        .isEqualTo("Target is in an Availability Zone that is not enabled for the load balancer");
  }

  @Test
  void aDrainingTargetIsNotChecked() {
    monitor.apply(Groups.snapshot(group, Groups.draining(target)));

    assertThat(health())
        .isEqualTo(
            new TargetHealth(
                State.DRAINING,
                "Target.DeregistrationInProgress",
                "Target deregistration is in progress",
                Groups.START));
  }

  @Test
  void withoutHealthChecksHealthIsUnavailable() {
    HealthCheck off =
        new HealthCheck(false, TargetGroupProtocol.HTTP, "traffic-port", "/", "200", 5, 2, 3, 2);
    monitor.apply(Groups.snapshot(group.withHealthCheck(off), target));

    assertThat(health().state()).isEqualTo(State.UNAVAILABLE);
    assertThat(health().reason()).isEqualTo("Target.HealthCheckDisabled");
    assertThat(health().description()).isEqualTo("Health checks are disabled");
  }

  @Test
  void aTargetKeepsItsHealthWhenOtherThingsChange() {
    ElbSnapshot snapshot = Groups.snapshot(group, target);
    monitor.apply(snapshot);
    steps.awaitCheck();
    HealthCheck other =
        new HealthCheck(true, TargetGroupProtocol.HTTP, "traffic-port", "/no", "200", 5, 2, 3, 2);
    monitor.apply(Groups.snapshot(group.withHealthCheck(other), target));
    assertThat(health().state()).isEqualTo(State.HEALTHY);

    // The new settings are checked with at once: there is no such path.
    steps.awaitCheck();
    steps.nextCheck();
    assertThat(health().state()).isEqualTo(State.UNHEALTHY);
  }

  @Test
  void anUnknownTargetHasNoHealth() {
    assertThat(monitor.health(group.arn(), target.key())).isEmpty();
  }

  private TargetHealth health() {
    return monitor.health(group.arn(), target.key()).orElseThrow();
  }
}
