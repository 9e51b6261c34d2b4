package dev.weir.app;

import dev.weir.planner.Environment;
import dev.weir.planner.EnvironmentReader;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.plan.PlanJson;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import dev.weir.planner.report.AnnotationWarnings;
import dev.weir.planner.report.PlanText;
import dev.weir.planner.report.Preflight;
import dev.weir.planner.report.TextStyle;
import dev.weir.planner.yaml.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Shows what manifests would make, without a cluster and without an account.
@Command(
    name = "plan",
    description = {
      "Show the load balancers that manifests would make.",
      "Exit code 0 when everything could be planned, 1 otherwise."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR",
      required = true,
      description = "Manifests: a file, a directory, or - for standard input. May be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--environment",
      paramLabel = "FILE",
      description = "What the AWS account holds (default: the local world of `weir up`).")
  private Optional<Path> environment = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or yaml (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Spec private CommandSpec spec;

  /// The names are what the user types.
  @SuppressWarnings("EnumConstantName")
  enum Format {
    text,
    json,
    yaml
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Environment world = environment.map(PlanCommand::read).orElseGet(Environment::local);
    ManifestReader.Manifests manifests = ManifestReader.read(sources());
    manifests.problems().forEach(problem -> err.println("error: " + problem));
    manifests.notes().forEach(note -> err.println("note: " + note));
    AnnotationWarnings.of(manifests.objects()).forEach(each -> err.println("warning: " + each));
    List<PlanResult> results = Planner.planAll(manifests.objects(), world);
    Preflight.check(results).forEach(finding -> err.println("warning: " + finding));
    err.flush();
    out.print(rendered(results));
    out.flush();
    boolean failed = results.stream().anyMatch(PlanResult.Failed.class::isInstance);
    return failed || !manifests.problems().isEmpty() ? 1 : 0;
  }

  private String rendered(List<PlanResult> results) {
    return switch (format) {
      case text -> PlanText.render(results, style());
      case json -> JSON.writeValueAsString(PlanJson.toTree(results)) + "\n";
      case yaml -> yaml(PlanJson.toTree(results));
    };
  }

  private static TextStyle style() {
    return System.console() != null && System.console().isTerminal()
        ? TextStyle.COLORED
        : TextStyle.PLAIN;
  }

  private static String yaml(JsonNode tree) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(JSON.convertValue(tree, Object.class));
  }

  private static Environment read(Path file) {
    try {
      return EnvironmentReader.read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    } catch (SourceException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private List<ManifestReader.Source> sources() {
    List<ManifestReader.Source> sources = new ArrayList<>();
    for (String file : files) {
      try {
        if (file.equals("-")) {
          String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
          sources.add(new ManifestReader.Source("standard input", text));
        } else {
          for (Path each : manifests(Path.of(file))) {
            sources.add(new ManifestReader.Source(each.toString(), Files.readString(each)));
          }
        }
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return sources;
  }

  private static List<Path> manifests(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> file.toString().matches(".*\\.(ya?ml|json)")).sorted().toList();
    }
  }

  private static UserError unreadable(String file, IOException e) {
    return new UserError("cannot read " + file + ": " + e, e);
  }
}
