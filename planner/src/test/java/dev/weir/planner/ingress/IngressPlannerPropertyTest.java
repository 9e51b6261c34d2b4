package dev.weir.planner.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.planner.Environment;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.AnnotationTable;
import dev.weir.planner.manifest.ManifestObjects;
import dev.weir.planner.plan.PlanJson;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds for any input. Random inputs come from a seed, which `-Dseed=` replays.
class IngressPlannerPropertyTest {

  private static final long SEED = Long.getLong("seed", 20_261_124);
  private static final int ROUNDS = 300;

  @Test
  void plansDoNotDependOnTheOrderOfObjectsAndAreTheSameEveryTime() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      List<HasMetadata> objects = cluster(random);
      String plan = plan(objects);
      Collections.shuffle(objects, random);

      assertThat(plan(objects)).as("seed %s, round %s", SEED, round).isEqualTo(plan);
    }
  }

  @Test
  void whateverAnnotationsSayNothingButPlanErrorsComeOut() {
    Random random = new Random(SEED);
    for (int round = 0; round < 4 * ROUNDS; round++) {
      List<HasMetadata> objects = cluster(random);
      try {
        Planner.planAll(new ManifestObjects(objects), Environment.local());
      } catch (RuntimeException e) {
        fail("seed " + SEED + ", round " + round + ": " + objects, e);
      }
    }
  }

  @Test
  void errorsNameTheObjectAndTheField() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      for (PlanResult result :
          Planner.planAll(new ManifestObjects(cluster(random)), Environment.local())) {
        if (result instanceof PlanResult.Failed(var _, String id, PlanError error)) {
          assertThat(error.getMessage()).as(id).isNotBlank();
          assertThat(error.object()).as("%s: %s", id, error.getMessage()).isNotBlank();
          assertThat(error.field()).as("%s: %s", id, error.getMessage()).isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scheme | internal | internet-facing | conflicting scheme: map[internal:{} internet-facing:{}]",
        "ip-address-type | ipv4 | dualstack | conflicting IPAddressType: [dualstack ipv4]",
        "load-balancer-name | a | b | conflicting load balancer name: map[a:{} b:{}]",
        "customer-owned-ipv4-pool | a | b | conflicting CustomerOwnedIPv4Pool: [a b]",
        "shield-advanced-protection | true | false | conflicting enable shield advanced protection",
        "wafv2-acl-arn | a | none | conflicting WAFv2 WebACL ARNs: [a none]",
        "wafv2-acl-name | a | b | conflicting WAFv2 WebACL names: [a b]",
        "waf-acl-id | a | b | conflicting WAFClassic WebACL IDs: [a b]",
        "enable-frontend-nlb | true | false | conflicting enable frontend NLB values",
        "ssl-redirect | 443 | 8443 | conflicting sslRedirect port: [443 8443]"
      })
  void conflictsBetweenMembersAreFoundWhateverTheirOrder(
      String annotation, String first, String second, String error) {
    for (boolean swapped : List.of(true, false)) {
      List<HasMetadata> objects =
          List.of(
              Fixtures.ingress(
                  "a", Map.of("group.name", "g", annotation, swapped ? second : first)),
              Fixtures.ingress("b", Map.of("group.name", "g")),
              Fixtures.ingress(
                  "c", Map.of("group.name", "g", annotation, swapped ? first : second)));

      assertThat(Fixtures.errorOf(objects)).isEqualTo(error);
    }
  }

  private static String plan(List<HasMetadata> objects) {
    return PlanJson.toTree(Planner.planAll(new ManifestObjects(objects), Environment.local()))
        .toString();
  }

  private static List<HasMetadata> cluster(Random random) {
    List<HasMetadata> objects = new ArrayList<>(Fixtures.basics());
    int ingresses = 1 + random.nextInt(4);
    for (int i = 0; i < ingresses; i++) {
      Map<String, String> annotations = new TreeMap<>();
      if (random.nextInt(3) > 0) {
        annotations.put("group.name", "g");
      }
      int count = random.nextInt(5);
      for (int j = 0; j < count; j++) {
        Annotation annotation = pick(random, INGRESS);
        String key = annotation.suffix() + (annotation.isFamily() ? pick(random, NAMES) : "");
        annotations.put(key, value(random, annotation));
      }
      objects.add(Fixtures.ingress("ing-" + i, annotations));
    }
    return objects;
  }

  private static String value(Random random, Annotation annotation) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(random, TEXTS);
      case 1 -> mutated(random, annotation.example());
      default -> annotation.example();
    };
  }

  private static String mutated(Random random, String text) {
    StringBuilder mutated = new StringBuilder(text);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && !mutated.isEmpty(); i++) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutated.deleteCharAt(at);
        case 1 -> mutated.insert(at, pick(random, TEXTS));
        default -> mutated.setCharAt(at, "\"{}[],:=\\ 0-\u00e9".charAt(random.nextInt(13)));
      }
    }
    return mutated.toString();
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static final List<Annotation> INGRESS =
      AnnotationTable.all().stream()
          .filter(annotation -> annotation.where() != Annotation.Where.SERVICE)
          .toList();

  private static final List<String> NAMES =
      List.of("web", "api", "act", "HTTP-80", "HTTPS-443", "web.80", "");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          ",",
          "=",
          "none",
          "true",
          "0",
          "-1",
          "99999999999999999999",
          "null",
          "[]",
          "{}",
          "[null]",
          "[{}]",
          "{\"type\":\"forward\"}",
          "[{\"HTTP\":null}]",
          "[[[",
          "\"",
          "\\",
          "\u0000",
          "\ud800",
          "a=b",
          "10.0.0.0/33",
          "arn:",
          "*",
          "#{host}");
}
