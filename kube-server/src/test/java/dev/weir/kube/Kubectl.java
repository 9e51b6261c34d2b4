package dev.weir.kube;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real kubectl with a configuration and a cache of its own.
final class Kubectl {
  private final String program;
  private final Path home;
  private final Path config;

  record Outcome(int exit, String text) {}

  Kubectl(String program, Path home, int port) throws IOException {
    this.program = program;
    this.home = home;
    this.config =
        Files.writeString(
            home.resolve("kubeconfig"),
            """
            {"apiVersion":"v1","kind":"Config","current-context":"w",
             "clusters":[{"name":"w","cluster":{"server":"http://127.0.0.1:%d"}}],
             "contexts":[{"name":"w","context":{"cluster":"w","user":"w"}}],
             "users":[{"name":"w","user":{}}]}
            """
                .formatted(port));
  }

  static boolean isPresent(String program) {
    for (String directory : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  /// Runs a command line; single quotes keep words together.
  Outcome run(String line, String input) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "out", ".txt");
    Process process = builder(line).redirectOutput(output.toFile()).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Outcome(-1, "timed out: " + Files.readString(output));
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  /// Starts a command line that goes on until it is destroyed.
  Process start(String line) throws IOException {
    return builder(line).start();
  }

  private ProcessBuilder builder(String line) {
    List<String> command = new ArrayList<>(List.of(program, "--kubeconfig=" + config));
    var matcher = java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (matcher.find()) {
      command.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECTL_EXTERNAL_DIFF", "diff");
    return builder;
  }
}
