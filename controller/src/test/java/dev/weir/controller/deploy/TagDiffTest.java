package dev.weir.controller.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TagDiffTest {
  @Test
  void tagsOfAwsAndOfOthersAreLeftAlone() {
    TagDiff diff =
        TagDiff.of(
            Map.of("team", "web", "cost", "1"),
            Map.of("aws:createdBy", "x", "cost", "7", "old", "y"),
            Set.of("cost"));

    assertThat(diff.set()).isEqualTo(Map.of("team", "web"));
    assertThat(diff.remove()).containsExactly("old");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void applyingTheDifferenceGivesTheDesiredTagsAndThenThereIsNone(long seed) {
    Random random = new Random(seed);
    Map<String, String> desired = tags(random);
    Map<String, String> observed = tags(random);

    TagDiff diff = TagDiff.of(desired, observed, Set.of());
    Map<String, String> after = new TreeMap<>(observed);
    after.putAll(diff.set());
    after.keySet().removeAll(diff.remove());

    assertThat(after).isEqualTo(desired);
    assertThat(TagDiff.of(desired, after, Set.of()).isEmpty()).isTrue();
  }

  @Test
  void labelsOfBindingsTellTheGroupOrTheObject() {
    TrackingTags tags = TrackingTags.ingress("workshop");

    assertThat(tags.labels("productcatalog"))
        .isEqualTo(Map.of("ingress.k8s.aws/stack", "productcatalog"));
    assertThat(tags.labels("shop/web"))
        .isEqualTo(
            Map.of("ingress.k8s.aws/stack-namespace", "shop", "ingress.k8s.aws/stack-name", "web"));
    assertThat(tags.on("shop/web", "80", Map.of("elbv2.k8s.aws/cluster", "forged", "a", "b")))
        .containsEntry("elbv2.k8s.aws/cluster", "workshop")
        .containsEntry("ingress.k8s.aws/resource", "80")
        .containsEntry("a", "b");
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  private static Map<String, String> tags(Random random) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      if (random.nextBoolean()) {
        tags.put("key" + i, "value" + random.nextInt(2));
      }
    }
    return tags;
  }
}
