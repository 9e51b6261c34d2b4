package dev.weir.app;

import dev.weir.controller.LiveCluster;
import dev.weir.controller.flag.FlagException;
import dev.weir.planner.Environment;
import dev.weir.planner.EnvironmentReader;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.change.ChangeText;
import dev.weir.planner.change.StackChange;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.plan.PlanJson;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import dev.weir.planner.report.AnnotationWarnings;
import dev.weir.planner.report.PlanText;
import dev.weir.planner.report.Preflight;
import dev.weir.planner.report.TargetCounts;
import dev.weir.planner.report.TextStyle;
import dev.weir.planner.yaml.SourceException;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Shows what manifests would make, without a cluster and without an account; or compares a running
/// cluster, with manifests over it, with what exists.
@Command(
    name = "plan",
    description = {
      "Show the load balancers that manifests would make, or how a running",
      "cluster's differ from what exists. It never writes.",
      "",
      "With -f alone it plans offline: exit code 0 planned, 1 error.",
      "Without -f, or with --kubeconfig or --context, it compares: exit code",
      "0 no change, 2 changes, 1 error.",
      ""
    },
    exitCodeOnInvalidInput = 1,
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR",
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

  @Mixin private LiveOptions live;
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
    ManifestReader.Manifests manifests = ManifestReader.read(sources());
    manifests.problems().forEach(problem -> err.println("error: " + problem));
    manifests.notes().forEach(note -> err.println("note: " + note));
    AnnotationWarnings.of(manifests.objects()).forEach(each -> err.println("warning: " + each));
    int exitCode =
        files.isEmpty() || live.named() ? compare(manifests, out) : planOffline(manifests, out);
    out.flush();
    err.flush();
    return manifests.problems().isEmpty() ? exitCode : 1;
  }

  private int planOffline(ManifestReader.Manifests manifests, PrintWriter out) {
    Environment world = environment.map(PlanCommand::read).orElseGet(Environment::local);
    List<PlanResult> results = Planner.planAll(manifests.objects(), world);
    warn(
        results,
        new TargetCounts(
            manifests.objects().all(EndpointSlice.class), manifests.objects().all(Node.class)));
    out.print(rendered(results));
    return results.stream().anyMatch(PlanResult.Failed.class::isInstance) ? 1 : 0;
  }

  private int compare(ManifestReader.Manifests manifests, PrintWriter out) {
    try (LiveCluster cluster = LiveCluster.open(live.controllerConfig())) {
      KubernetesObjects objects = new OverlaidObjects(manifests.objects(), cluster.objects());
      List<PlanResult> results = Planner.planAll(objects, cluster.environment(objects));
      warn(
          results,
          cluster.targetCounts(
              manifests.objects().all(EndpointSlice.class), manifests.objects().all(Node.class)));
      List<StackChange> changes = StackChange.of(results, cluster.observed(results));
      out.print(format == Format.text ? ChangeText.render(changes, style()) : rendered(results));
      return StackChange.exitCode(changes);
    } catch (FlagException e) {
      throw new UserError(String.valueOf(e.getMessage()), e);
    } catch (KubernetesClientException e) {
      throw new UserError("cannot read the cluster: " + e.getMessage(), e);
    } catch (SdkException e) {
      throw new UserError("cannot read the AWS account: " + e.getMessage(), e);
    }
  }

  private void warn(List<PlanResult> results, TargetCounts targets) {
    PrintWriter err = spec.commandLine().getErr();
    Preflight.check(results, targets).forEach(finding -> err.println("warning: " + finding));
  }

  private String rendered(List<PlanResult> results) {
    return switch (format) {
      case text -> PlanText.render(results, style());
      case json -> JSON.writeValueAsString(PlanJson.toTree(results)) + "\n";
      case yaml -> yaml(PlanJson.toTree(results));
    };
  }

  private static TextStyle style() {
    boolean colored =
        System.console() != null
            && System.console().isTerminal()
            && System.getenv("NO_COLOR") == null;
    return colored ? TextStyle.COLORED : TextStyle.PLAIN;
  }

  private static String yaml(JsonNode tree) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(JSON.convertValue(tree, Object.class));
  }

  private static Environment read(Path file) {
    try {
      return EnvironmentReader.read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw UserError.unreadable(file.toString(), e);
    } catch (SourceException e) {
      throw new UserError(String.valueOf(e.getMessage()), e);
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
        throw UserError.unreadable(file, e);
      }
    }
    return sources;
  }

  private static List<Path> manifests(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> found =
          all.filter(file -> file.toString().matches(".*\\.(ya?ml|json)")).sorted().toList();
      if (found.isEmpty()) {
        throw new UserError(path + " has no .yaml, .yml or .json file");
      }
      return found;
    }
  }
}
