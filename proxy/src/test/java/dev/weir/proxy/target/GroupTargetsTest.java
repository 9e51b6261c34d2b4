package dev.weir.proxy.target;

import static dev.weir.elb.TargetGroupAttributes.ALGORITHM;
import static dev.weir.elb.TargetGroupAttributes.CROSS_ZONE;
import static dev.weir.elb.TargetGroupAttributes.ROUTING_MINIMUM_COUNT;
import static dev.weir.elb.TargetGroupAttributes.ROUTING_MINIMUM_PERCENTAGE;
import static dev.weir.elb.TargetGroupAttributes.SLOW_START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.weir.elb.TargetHealth.State;
import dev.weir.proxy.exchange.ForwardSelector.Outcome;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.health.Groups;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupTargetsTest {

  @Nested
  class Eligibility {
    @Test
    void onlyHealthyTargetsGetRequests() {
      Scene scene =
          new Scene().with("a", "b", "c").state("b", State.UNHEALTHY).state("c", State.INITIAL);

      assertThat(scene.counts(10)).containsOnly(entry("a", 10));
    }

    @Test
    void whenNoneIsHealthyAllGetRequests() {
      Scene scene =
          new Scene().with("a", "b").state("a", State.UNHEALTHY).state("b", State.INITIAL);

      assertThat(scene.counts(10)).containsOnly(entry("a", 5), entry("b", 5));
    }

    @Test
    void drainingAndUnusedTargetsGetNoneNotEvenWhenNoneIsHealthy() {
      Scene scene =
          new Scene()
              .with("a", "b", "c")
              .state("a", State.DRAINING)
              .state("b", State.UNUSED)
              .state("c", State.UNHEALTHY);

      assertThat(scene.counts(10)).containsOnly(entry("c", 10));
      assertThat(new Scene().with("a").state("a", State.DRAINING).counts(1))
          .containsOnly(entry("none", 1));
    }

    @Test
    void aGroupWithoutTargetsChoosesNone() {
      assertThat(new Scene().with().requests(1)).containsExactly("none");
    }

    @Test
    void targetsWithoutHealthChecksCountAsHealthy() {
      Scene scene = new Scene().with("a", "b").state("a", State.UNAVAILABLE);

      assertThat(scene.counts(10)).containsOnly(entry("a", 5), entry("b", 5));
    }

    @Test
    void fewerHealthyTargetsThanTheMinimumCountOpenTheGroup() {
      Scene scene =
          new Scene(ROUTING_MINIMUM_COUNT, "2").with("a", "b", "c").state("c", State.UNHEALTHY);
      assertThat(scene.counts(12)).doesNotContainKey("c");

      scene.state("b", State.UNHEALTHY);
      assertThat(scene.counts(12)).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void aSmallerShareOfHealthyTargetsThanTheMinimumPercentageOpensTheGroup() {
      Scene scene =
          new Scene(ROUTING_MINIMUM_PERCENTAGE, "50")
              .with("a", "b", "c", "d")
              .state("c", State.UNHEALTHY)
              .state("d", State.UNHEALTHY);
      assertThat(scene.counts(12)).containsOnlyKeys("a", "b");

      scene.state("b", State.UNHEALTHY);
      assertThat(scene.counts(12)).containsOnlyKeys("a", "b", "c", "d");
    }

    @Test
    void withoutCrossZoneLoadBalancingEveryZoneHasItsOwnTargets() {
      Scene scene =
          new Scene(CROSS_ZONE, "false")
              .with(
                  List.of(
                      Groups.targetIn("eu-west-1a", "a", 80),
                      Groups.targetIn("eu-west-1b", "b", 80)));
      scene.state("b", State.UNHEALTHY);

      assertThat(scene.targets.eligible("eu-west-1a").failOpen).isFalse();
      assertThat(scene.targets.eligible("eu-west-1b").failOpen).isTrue();
      assertThat(scene.targets.eligible("eu-west-1c").slots).isEmpty();
      assertThat(scene.targets.eligible(null).slots).hasSize(1);
    }
  }

  @Nested
  class Algorithms {
    @Test
    void roundRobinGoesAround() {
      assertThat(new Scene().with("a", "b", "c").requests(6))
          .containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void leastOutstandingRequestsAvoidsTheBusy() {
      Scene scene = new Scene(ALGORITHM, "least_outstanding_requests").with("a", "b", "c");
      WeightedForward forward = scene.forward();
      TargetSelection busy = new TargetSelection();
      forward.select(new HttpHead(new byte[0]), busy);

      String avoided = Scene.name(busy);
      assertThat(scene.counts(20)).doesNotContainKey(avoided).hasSize(2);

      forward.onEnd(busy, Outcome.ANSWERED, 200);
      assertThat(scene.counts(20)).containsKey(avoided);
    }

    @Test
    void leastOutstandingRequestsSharesEqually() {
      Scene scene = new Scene(ALGORITHM, "least_outstanding_requests").with("a", "b", "c");

      assertThat(scene.counts(30)).containsOnly(entry("a", 10), entry("b", 10), entry("c", 10));
    }

    @Test
    void weightedRandomSharesByWeight() {
      Scene scene = new Scene(ALGORITHM, "weighted_random").with("a", "b", "c");
      scene.targets.slots().getFirst().weight = TargetSlot.FULL_WEIGHT / 2;

      var counts = scene.counts(50_000);

      assertThat(counts.get("a")).isCloseTo(10_000, within(300));
      assertThat(counts.get("b")).isCloseTo(20_000, within(400));
      assertThat(counts.get("c")).isCloseTo(20_000, within(400));
    }
  }

  @Nested
  class SlowStarts {
    private final Scene scene = new Scene(SLOW_START, "100").with("a", "b");

    @Test
    void theFirstTargetsOfAGroupGetTheirFullShareAtOnce() {
      assertThat(scene.counts(10)).containsOnly(entry("a", 5), entry("b", 5));
    }

    @Test
    void aTargetThatJoinsGetsAShareThatGrowsLinearly() {
      scene.with("a", "b", "c");
      assertThat(scene.counts(3000)).doesNotContainKey("c");

      scene.nanos.addAndGet(Duration.ofSeconds(50).toNanos());
      assertThat(scene.counts(30_000).get("c")).isCloseTo(5_000, within(300));

      scene.nanos.addAndGet(Duration.ofSeconds(50).toNanos());
      assertThat(scene.counts(3000)).containsEntry("c", 1000);
    }

    @Test
    void aTargetThatWasUnhealthyDoesNotStartSlowlyAgain() {
      scene.with("a", "b", "c");
      scene.nanos.addAndGet(Duration.ofSeconds(100).toNanos());
      scene.requests(3);
      scene.state("c", State.UNHEALTHY).state("c", State.HEALTHY);

      assertThat(scene.counts(300)).containsEntry("c", 100);
    }
  }

  @Test
  void slotsOutliveSnapshotsSoThatRequestsUnderWayStayCounted() {
    Scene scene = new Scene().with("a");
    TargetSelection selection = new TargetSelection();
    scene.forward().select(new HttpHead(new byte[0]), selection);
    scene.with("a", "b");

    assertThat(scene.targets.slots().getFirst().outstanding).hasValue(1);
  }
}
