package dev.weir.bench;

import dev.weir.planner.Environment;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Planning a whole cluster: Ingresses in groups of 20, each with one host and one path. With
/// `-prof gc` it tells the bytes that an Ingress costs.
///
/// One thread, JDK 25 with a heap of 1 GB on an AMD EPYC that was busy with other work, so CPU time
/// and not the clock:
///
/// | Ingresses | groups | first plan | later plans | groups per second | allocated per Ingress |
/// |---|---|---|---|---|---|
/// | 1,000 | 50 | 515 ms | 49 to 138 ms | 360 to 1,010 | 17.1 kB |
/// | 10,000 | 500 | 1,322 ms | 274 to 554 ms | 900 to 1,820 | 15.8 kB |
///
/// The 500 stacks hold 1 kB per Ingress. Reading the manifests of 10,000 Ingresses takes 3.0 s of
/// CPU time, which is not part of the benchmark.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {
  private static final int GROUP_SIZE = 20;

  @Param({"1000", "10000"})
  private int ingresses;

  private ManifestReader.Manifests manifests = ManifestReader.read(List.of());

  @Setup
  public void makeManifests() {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {type: ClusterIP, ports: [{port: 80, targetPort: 8080}]}
        """);
    for (int i = 0; i < ingresses; i++) {
      yaml.append(
          """
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: web-%d
            namespace: shop
            annotations:
              kubernetes.io/ingress.class: alb
              alb.ingress.kubernetes.io/group.name: group-%d
              alb.ingress.kubernetes.io/target-type: ip
          spec:
            rules:
            - host: web-%d.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
          """
              .formatted(i, i / GROUP_SIZE, i));
    }
    manifests = ManifestReader.read(List.of(new ManifestReader.Source("bench", yaml.toString())));
  }

  @Benchmark
  public List<PlanResult> plan() {
    return Planner.planAll(manifests.objects(), Environment.local());
  }
}
