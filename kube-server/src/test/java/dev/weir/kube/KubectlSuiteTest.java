package dev.weir.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs `kubectl-suite.txt` with each real kubectl that is there, command after command: each `$`
/// line with the input after `<<` (lines that start with `| `), the expected exit status (`!` for a
/// failure), and patterns that the output must contain.
class KubectlSuiteTest {
  /// What `.ci/run` puts on the PATH.
  private static final List<String> KUBECTLS = List.of("kubectl", "kubectl-1.35");

  @TempDir static Path home;
  private static final List<KubeServer> SERVERS = new ArrayList<>();

  private record Step(String line, boolean fails, String input, List<String> expected) {}

  @TestFactory
  List<DynamicNode> commands() throws Exception {
    List<DynamicNode> suites = new ArrayList<>();
    for (String kubectl : KUBECTLS) {
      if (Kubectl.isPresent(kubectl)) {
        suites.add(DynamicContainer.dynamicContainer(kubectl, commands(kubectl)));
      } else {
        System.out.println("SKIPPED: no " + kubectl + " on the PATH, its suite did not run");
      }
    }
    assumeTrue(!suites.isEmpty(), "no kubectl on the PATH");
    return suites;
  }

  private static List<DynamicTest> commands(String program) throws Exception {
    KubeServer server = KubeServer.start(KubeServerConfig.apiOnly());
    SERVERS.add(server);
    Path own = Files.createDirectory(home.resolve(program));
    Kubectl kubectl = new Kubectl(program, own, server.port());
    return steps().stream()
        .map(step -> DynamicTest.dynamicTest(step.line(), () -> check(kubectl, step)))
        .toList();
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(KubeServer::close);
  }

  private static void check(Kubectl kubectl, Step step) throws Exception {
    Kubectl.Outcome outcome = kubectl.run(step.line(), step.input());

    assertThat(outcome.exit() != 0).as(outcome.text()).isEqualTo(step.fails());
    for (String pattern : step.expected()) {
      assertThat(outcome.text()).containsPattern(Pattern.compile(pattern, Pattern.MULTILINE));
    }
  }

  private static List<Step> steps() throws Exception {
    List<Step> steps = new ArrayList<>();
    try (InputStream in = KubectlSuiteTest.class.getResourceAsStream("kubectl-suite.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        if (line.startsWith("$ ") || line.startsWith("! ")) {
          steps.add(new Step(line.substring(2), line.startsWith("!"), "", List.of()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          Step last = steps.removeLast();
          boolean input = line.startsWith("| ");
          String more = input ? last.input() + line.substring(2) + "\n" : last.input();
          List<String> expected = new ArrayList<>(last.expected());
          if (!input) {
            expected.add(line.strip());
          }
          steps.add(new Step(last.line(), last.fails(), more, expected));
        }
      }
    }
    return steps;
  }
}
