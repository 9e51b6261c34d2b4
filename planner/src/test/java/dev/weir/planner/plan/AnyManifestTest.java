package dev.weir.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.planner.Environment;
import dev.weir.planner.EnvironmentReader;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.AnnotationTable;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.manifest.ManifestReader.Manifests;
import dev.weir.planner.manifest.ManifestReader.Source;
import dev.weir.planner.report.PlanText;
import dev.weir.planner.report.TextStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/// Whatever manifests hold: what cannot be read is a problem, what cannot be planned is a PlanError
/// with object and field, and nothing else is thrown. The cases of this module are mutated at
/// random; `-Dseed=` replays.
class AnyManifestTest {

  private static final long SEED = Long.getLong("seed", 20_261_125);
  private static final int ROUNDS = 400;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          ",",
          "=",
          "x",
          "0",
          "-1",
          "+5",
          "007",
          "0x10",
          "99999999999999999999",
          "null",
          "[]",
          "{}",
          "[null]",
          "[{}]",
          "a=b",
          "a=b,,",
          "\\",
          "none",
          "*",
          "\u00e9",
          "10.0.0.0/33",
          "::/0",
          "sg-1",
          "subnet-1,subnet-1",
          "80",
          "{\"type\":\"forward\",\"forwardConfig\":{}}");

  private final Random random = new Random(SEED);

  @Test
  void nothingButProblemsAndPlanErrorsComeOut() {
    List<Path> cases = GoldenCases.in(GoldenCases.own());
    for (int round = 0; round < ROUNDS; round++) {
      Path directory = cases.get(random.nextInt(cases.size()));
      String yaml = mutated(GoldenCases.read(directory.resolve("manifests.yaml")));
      Environment environment =
          EnvironmentReader.read(
              "environment.yaml", GoldenCases.read(directory.resolve("environment.yaml")));
      try {
        check(yaml, environment);
      } catch (RuntimeException e) {
        fail("seed " + SEED + ", round " + round + ": " + yaml, e);
      }
    }
  }

  private static void check(String yaml, Environment environment) {
    Manifests manifests = ManifestReader.read(List.of(new Source("f.yaml", yaml)));
    List<PlanResult> results = Planner.planAll(manifests.objects(), environment);
    assertThat(PlanText.render(results, TextStyle.PLAIN)).isNotBlank();
    for (PlanResult result : results) {
      if (result instanceof PlanResult.Failed failed) {
        assertThat(failed.error().object()).as(yaml).isNotBlank();
        assertThat(failed.error().field()).as(yaml).isNotBlank();
      }
    }
  }

  private String mutated(String yaml) {
    StringBuilder text = new StringBuilder();
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      Object document = documents.get(random.nextInt(documents.size()));
      if (random.nextBoolean()) {
        annotate(document);
      } else {
        mutate(document);
      }
    }
    documents.forEach(
        document -> text.append("---\n").append(MAPPER.writeValueAsString(document)).append('\n'));
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private void annotate(Object document) {
    if (document instanceof Map<?, ?> object && object.get("metadata") instanceof Map<?, ?> meta) {
      Object annotations =
          ((Map<Object, Object>) meta).computeIfAbsent("annotations", _ -> new LinkedHashMap<>());
      if (annotations instanceof Map<?, ?> map) {
        Annotation annotation =
            AnnotationTable.all().get(random.nextInt(AnnotationTable.all().size()));
        String key = annotation.key() + (annotation.isFamily() ? "TCP-80" : "");
        ((Map<Object, Object>) map).put(key, random.nextBoolean() ? annotation.example() : text());
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void mutate(Object node) {
    if (node instanceof Map<?, ?> map && !map.isEmpty()) {
      Object key = List.copyOf(map.keySet()).get(random.nextInt(map.size()));
      if (isComposite(map.get(key)) && random.nextInt(4) > 0) {
        mutate(map.get(key));
      } else if (random.nextInt(3) == 0) {
        map.remove(key);
      } else {
        ((Map<Object, Object>) map).put(key, value());
      }
    } else if (node instanceof List<?> list && !list.isEmpty()) {
      int index = random.nextInt(list.size());
      if (isComposite(list.get(index)) && random.nextInt(4) > 0) {
        mutate(list.get(index));
      } else {
        ((List<Object>) list).set(index, value());
      }
    }
  }

  private static boolean isComposite(Object value) {
    return value instanceof Map || value instanceof List;
  }

  private Object value() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(-1, 70_000);
      case 1 -> 1.5;
      case 2 -> random.nextBoolean();
      case 3 -> new ArrayList<>();
      case 4 -> new LinkedHashMap<>();
      case 5 -> MAPPER.nullNode();
      default -> text();
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
