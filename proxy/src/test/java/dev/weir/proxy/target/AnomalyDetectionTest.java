package dev.weir.proxy.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.TargetGroupAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyDetectionTest {
  private final Scene scene =
      new Scene(
              TargetGroupAttributes.ALGORITHM,
              "weighted_random",
              TargetGroupAttributes.ANOMALY_MITIGATION,
              "on")
          .with("a", "b", "c");
  private final List<TargetSlot> slots = scene.targets.slots();

  @Test
  void aTargetThatFailsMuchMoreThanTheOthersIsAnomalous() {
    traffic(100, 50, 1, 0);

    assertThat(slots).extracting(slot -> slot.anomalous).containsExactly(true, false, false);
  }

  @Test
  void whenAllFailNoneIsAnomalous() {
    traffic(100, 50, 50, 50);

    assertThat(slots).extracting(slot -> slot.anomalous).containsOnly(false);
  }

  @Test
  void twoTargetsAreTooFew() {
    scene.with("a", "b");
    traffic(100, 50, 0, 0);

    assertThat(slots.getFirst().anomalous).isFalse();
  }

  @Test
  void mitigationHalvesTheWeightAtEachLookAndGivesItBack() {
    traffic(100, 100, 0, 0);
    assertThat(slots.getFirst().weight).isEqualTo(TargetSlot.FULL_WEIGHT / 2);
    traffic(100, 100, 0, 0);
    assertThat(slots.getFirst().weight).isEqualTo(TargetSlot.FULL_WEIGHT / 4);
    for (int i = 0; i < 20; i++) {
      traffic(100, 100, 0, 0);
    }
    assertThat(slots.getFirst().weight).isPositive();

    for (int i = 0; i < 20; i++) {
      traffic(100, 0, 0, 0);
    }
    assertThat(slots.getFirst().weight).isEqualTo(TargetSlot.FULL_WEIGHT);
  }

  @Test
  void withoutMitigationWeightsStay() {
    Scene plain = new Scene().with("a", "b", "c");
    plain.targets.slots().getFirst().requests.add(100);
    plain.targets.slots().getFirst().failures.add(100);
    plain.targets.detectAnomalies();

    assertThat(plain.targets.slots().getFirst().anomalous).isTrue();
    assertThat(plain.targets.slots().getFirst().weight).isEqualTo(TargetSlot.FULL_WEIGHT);
  }

  private void traffic(int requests, int... failures) {
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).requests.add(requests);
      slots.get(i).failures.add(failures[i]);
    }
    scene.targets.detectAnomalies();
  }
}
