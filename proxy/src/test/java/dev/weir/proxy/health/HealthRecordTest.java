package dev.weir.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.HealthCheck;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealth.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthRecordTest {
  private static final Instant T0 = Groups.START;
  private static final ProbeOutcome PASS = new ProbeOutcome.Passed(200);
  private static final ProbeOutcome FAIL = new ProbeOutcome.WrongCode(503);

  private final HealthCheck check = Groups.check(TargetGroupProtocol.HTTP, "200");
  private final HealthRecord record = new HealthRecord(T0);
  private Instant now = T0;

  @Test
  void aNewTargetIsInitialAndSaysWhy() {
    assertThat(record.health())
        .isEqualTo(
            new TargetHealth(
                State.INITIAL,
                "Elb.InitialHealthChecking",
                "Initial health checks in progress",
                T0));
  }

  @Test
  void aNewTargetIsHealthyAfterOneSuccess() {
    assertThat(after(PASS)).isEqualTo(new TargetHealth(State.HEALTHY, "", "", T0.plusSeconds(1)));
  }

  @Test
  void aNewTargetThatFailsIsUnhealthyAfterTheUnhealthyThreshold() {
    assertThat(after(FAIL).state()).isEqualTo(State.INITIAL);
    assertThat(after(FAIL).state()).isEqualTo(State.UNHEALTHY);
  }

  @Test
  void anUnhealthyTargetNeedsTheWholeHealthyThreshold() {
    after(FAIL);
    after(FAIL);

    assertThat(after(PASS).state()).isEqualTo(State.UNHEALTHY);
    assertThat(after(PASS).state()).isEqualTo(State.UNHEALTHY);
    assertThat(after(PASS).state()).isEqualTo(State.HEALTHY);
  }

  @Test
  void oneFailureBetweenSuccessesStartsTheCountAgain() {
    after(FAIL);
    after(FAIL);
    after(PASS);
    after(PASS);
    after(FAIL);
    after(PASS);

    assertThat(after(PASS).state()).isEqualTo(State.UNHEALTHY);
    assertThat(after(PASS).state()).isEqualTo(State.HEALTHY);
  }

  @Test
  void aHealthyTargetForgivesFewerFailuresThanTheThreshold() {
    after(PASS);
    after(FAIL);
    after(PASS);

    assertThat(after(FAIL).state()).isEqualTo(State.HEALTHY);
    assertThat(after(FAIL).state()).isEqualTo(State.UNHEALTHY);
  }

  @Test
  void reasonsAndDescriptionsAreTheApis() {
    after(FAIL);
    TargetHealth wrongCode = after(FAIL);
    TargetHealth timeout = after(new ProbeOutcome.TimedOut());
    TargetHealth broken = after(new ProbeOutcome.Broken("connection refused"));

    assertThat(wrongCode.reason()).isEqualTo("Target.ResponseCodeMismatch");
    assertThat(wrongCode.description()).isEqualTo("Health checks failed with these codes: [503]");
    assertThat(timeout.reason()).isEqualTo("Target.Timeout");
    assertThat(timeout.description()).isEqualTo("Request timed out");
    assertThat(broken.reason()).isEqualTo("Target.FailedHealthChecks");
    assertThat(broken.description()).isEqualTo("Health checks failed");
  }

  @Test
  void sinceTellsWhenTheStateBeganNotWhenTheReasonChanged() {
    after(FAIL);
    Instant since = after(FAIL).since();

    assertThat(after(new ProbeOutcome.TimedOut()).since()).isEqualTo(since);
  }

  private TargetHealth after(ProbeOutcome outcome) {
    now = now.plusSeconds(1);
    return record.onOutcome(outcome, check, now);
  }
}
