package dev.weir.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weir.planner.Environment;
import dev.weir.planner.EnvironmentReader;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.manifest.ManifestReader.Manifests;
import dev.weir.planner.manifest.ManifestReader.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every case gives the stacks that the AWS Load Balancer Controller builds for it, or its error.
class PlannerGoldenTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> sharedIngresses() {
    return shared("ingress");
  }

  @TestFactory
  Stream<DynamicTest> sharedServices() {
    return shared("service");
  }

  @TestFactory
  Stream<DynamicTest> own() {
    return Files.isDirectory(GoldenCases.own())
        ? GoldenCases.in(GoldenCases.own()).stream().map(PlannerGoldenTest::test)
        : Stream.empty();
  }

  private static Stream<DynamicTest> shared(String kind) {
    return GoldenCases.shared()
        .map(directory ->
            GoldenCases.in(directory.resolve(kind)).stream().map(PlannerGoldenTest::test))
        .orElseGet(() ->
            Stream.of(
                DynamicTest.dynamicTest(
                    "shared " + kind + " cases",
                    () -> abort("no shared golden cases here; see -Dweir.golden"))));
  }

  private static DynamicTest test(Path directory) {
    return DynamicTest.dynamicTest(directory.getFileName().toString(), () -> check(directory));
  }

  private static void check(Path directory) {
    Path manifestsFile = directory.resolve("manifests.yaml");
    Manifests manifests =
        ManifestReader.read(
            List.of(new Source(manifestsFile.toString(), GoldenCases.read(manifestsFile))));
    assertThat(manifests.problems()).isEmpty();
    Path environmentFile = directory.resolve("environment.yaml");
    Environment environment =
        EnvironmentReader.read(environmentFile.toString(), GoldenCases.read(environmentFile));

    JsonNode planned = PlanJson.toTree(Planner.planAll(manifests.objects(), environment));

    JsonNode expected = MAPPER.readTree(GoldenCases.read(directory.resolve("expected.json")));
    assertThat(GoldenComparison.normalize(planned)).isEqualTo(GoldenComparison.normalize(expected));
  }
}
