package dev.weir.planner.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.manifest.ManifestObjects;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Planning a large cluster takes time in proportion to its size.
class ManyGroupsTest {

  @Test
  @Timeout(300)
  void tenThousandIngressesIn500GroupsArePlannedInSeconds() {
    KubernetesObjects objects = cluster(10_000, 500);

    long start = cpuNanos();
    List<PlanResult> results = Planner.planAll(objects, Environment.local());
    Duration took = Duration.ofNanos(cpuNanos() - start);

    assertThat(results).hasSize(500).allMatch(PlanResult.Planned.class::isInstance);
    assertThat(took).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void ingressesAreListedOnceHoweverManyGroupsThereAre() {
    AtomicInteger lists = new AtomicInteger();
    KubernetesObjects counted = counting(cluster(200, 100), lists);

    Planner.planAll(counted, Environment.local());

    assertThat(lists).hasValue(1);
  }

  // Not the wall clock, which tells more about what else the machine does.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
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

  private static KubernetesObjects counting(KubernetesObjects objects, AtomicInteger lists) {
    return (KubernetesObjects)
        Proxy.newProxyInstance(
            KubernetesObjects.class.getClassLoader(),
            new Class<?>[] {KubernetesObjects.class},
            (_, method, arguments) -> {
              if (method.getName().equals("ingresses")) {
                lists.incrementAndGet();
              }
              return method.invoke(objects, arguments);
            });
  }
}
