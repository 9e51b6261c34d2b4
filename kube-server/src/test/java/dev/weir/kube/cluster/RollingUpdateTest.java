package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.cluster.RollingUpdate.Part;
import dev.weir.kube.object.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingUpdateTest {
  @Test
  void growsTheNewSetByTheSurgeFirst() {
    var update = new RollingUpdate(4, 1, 1);

    assertThat(update.next(new Part("new", 0, 0), List.of(new Part("old", 4, 4))))
        .isEqualTo(Map.of("new", 1));
  }

  @Test
  void shrinksTheOldSetToTheMinimumAvailable() {
    var update = new RollingUpdate(4, 1, 1);

    assertThat(update.next(new Part("new", 1, 0), List.of(new Part("old", 4, 4))))
        .isEqualTo(Map.of("old", 3));
  }

  @Test
  void oldPodsThatDoNotServeGoFirst() {
    var update = new RollingUpdate(3, 1, 1);
    var old = List.of(new Part("oldest", 2, 2), new Part("older", 1, 0));

    assertThat(update.next(new Part("new", 1, 0), old)).isEqualTo(Map.of("older", 0));
  }

  @Test
  void percentagesRoundInFavourOfAvailability() {
    var deployment =
        Json.parse(
            """
            {"spec": {"replicas": 3, "strategy": {"type": "RollingUpdate",
              "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}}}}
            """);

    assertThat(RollingUpdate.of(deployment).maxSurge()).isEqualTo(1);
    assertThat(RollingUpdate.of(deployment).minAvailable()).isEqualTo(3);
  }

  @Test
  void everyUpdateEndsAndKeepsItsLimitsOnTheWay() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      int replicas = random.nextInt(1, 12);
      int surge = random.nextInt(0, 4);
      int unavailable = surge == 0 ? random.nextInt(1, 4) : random.nextInt(0, 4);
      String what = "seed " + seed + ": " + replicas + " +" + surge + " -" + unavailable;
      roll(what, new RollingUpdate(replicas, surge, unavailable), replicas, surge, random);
    }
  }

  /// Plays the controllers: asked replicas come true at once, availability follows at random.
  private static void roll(
      String what, RollingUpdate update, int replicas, int surge, Random random) {
    Map<String, Integer> asked = new HashMap<>(Map.of("new", 0, "old", replicas));
    Map<String, Integer> available = new HashMap<>(Map.of("new", 0, "old", replicas));
    for (int step = 0; step < 200; step++) {
      List<Part> old = new ArrayList<>();
      old.add(new Part("old", asked.get("old"), available.get("old")));
      asked.putAll(update.next(new Part("new", asked.get("new"), available.get("new")), old));
      available.merge("old", asked.get("old"), Math::min);
      int missing = asked.get("new") - available.get("new");
      available.merge("new", missing > 0 ? random.nextInt(0, missing + 1) : 0, Integer::sum);
      assertThat(asked.get("new") + asked.get("old"))
          .as(what)
          .isLessThanOrEqualTo(replicas + surge);
      assertThat(available.get("new") + available.get("old"))
          .as(what)
          .isGreaterThanOrEqualTo(Math.min(update.minAvailable(), replicas));
    }
    assertThat(asked).as(what).isEqualTo(Map.of("new", replicas, "old", 0));
  }
}
