package dev.weir.planner.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.manifest.ManifestObjects;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Planning a large cluster takes work in proportion to its size; PlanBenchmark has the time.
class ManyGroupsTest {

  @Test
  void tenThousandIngressesIn500GroupsArePlanned() {
    List<PlanResult> results = Planner.planAll(cluster(10_000, 500), Environment.local());

    assertThat(results).hasSize(500).allMatch(PlanResult.Planned.class::isInstance);
  }

  @Test
  void lookUpsGrowInProportionToTheIngresses() {
    AtomicInteger some = new AtomicInteger();
    AtomicInteger twice = new AtomicInteger();

    Planner.planAll(counting(cluster(400, 20), "", some), Environment.local());
    Planner.planAll(counting(cluster(800, 40), "", twice), Environment.local());

    assertThat(some.get()).isLessThan(400 * 20);
    assertThat(twice.get()).isLessThanOrEqualTo(2 * some.get());
  }

  @Test
  void ingressesAreListedOnceHoweverManyGroupsThereAre() {
    AtomicInteger lists = new AtomicInteger();
    KubernetesObjects counted = counting(cluster(200, 100), "ingresses", lists);

    Planner.planAll(counted, Environment.local());

    assertThat(lists).hasValue(1);
  }

  private static KubernetesObjects cluster(int ingresses, int groups) {
    List<HasMetadata> objects = new ArrayList<>(Fixtures.basics());
    for (int i = 0; i < ingresses; i++) {
      Ingress ingress =
          Fixtures.ingress("ing-" + i, Map.of("group.name", "g" + i % groups, "tags", "team=a"));
      objects.add(ingress);
    }
    return new ManifestObjects(objects);
  }

  /// Counts the calls of a method, or of all.
  private static KubernetesObjects counting(
      KubernetesObjects objects, String method, AtomicInteger calls) {
    return (KubernetesObjects)
        Proxy.newProxyInstance(
            KubernetesObjects.class.getClassLoader(),
            new Class<?>[] {KubernetesObjects.class},
            (_, called, arguments) -> {
              if (method.isEmpty() || called.getName().equals(method)) {
                calls.incrementAndGet();
              }
              return called.invoke(objects, arguments);
            });
  }
}
