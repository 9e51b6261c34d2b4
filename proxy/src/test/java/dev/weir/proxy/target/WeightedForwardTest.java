package dev.weir.proxy.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.elb.Arn;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.health.Groups;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WeightedForwardTest {
  private final Random random = new Random(11);

  @Test
  void groupsShareByWeight() {
    Map<String, Integer> counts =
        counts(40_000, member("blue", 3, "a"), member("green", 1, "b"), member("off", 0, "c"));

    assertThat(counts).containsOnlyKeys("a", "b");
    assertThat(counts.get("a")).isCloseTo(30_000, within(400));
  }

  @Test
  void anEmptyGroupKeepsItsShareAndHasNoTarget() {
    Map<String, Integer> counts = counts(40_000, member("blue", 1, "a"), member("green", 1));

    assertThat(counts.get("none")).isCloseTo(20_000, within(400));
  }

  @Test
  void theGroupIsToldEvenWithoutTarget() {
    var selection = new TargetSelection();
    new WeightedForward(List.of(member("green", 1)), 0, surroundings())
        .select(new HttpHead(new byte[0]), selection);

    assertThat(selection.endpoint).isNull();
    assertThat(selection.targetGroup).isEqualTo(arn("green"));
  }

  @Test
  void weightsOfZeroEverywhereChooseNothing() {
    assertThat(counts(5, member("blue", 0, "a"), member("green", 0, "b"))).containsOnlyKeys("none");
  }

  private Map<String, Integer> counts(int requests, WeightedForward.Member... members) {
    var forward = new WeightedForward(List.of(members), 0, surroundings());
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      var selection = new TargetSelection();
      forward.select(new HttpHead(new byte[0]), selection);
      counts.merge(Scene.name(selection), 1, Integer::sum);
    }
    return counts;
  }

  private WeightedForward.Surroundings surroundings() {
    return new WeightedForward.Surroundings(
        new StickyCookies(Scene.KEY), new TestClock(), random::nextInt);
  }

  private static Arn arn(String group) {
    return Arn.targetGroup("eu-west-1", "000000000000", group, "1");
  }

  private static WeightedForward.Member member(String group, int weight, String... targets) {
    return new WeightedForward.Member(scene(group).with(targets).targets, weight);
  }

  private static Scene scene(String group) {
    return new Scene(Groups.group(group, Groups.check(TargetGroupProtocol.HTTP, "200")));
  }
}
