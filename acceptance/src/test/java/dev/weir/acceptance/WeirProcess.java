package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `weir up` in a process of its own, on free ports and in a data directory of its own.
final class WeirProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Ports and addresses that a weir which the developer runs beside the tests does not use.
  static final List<String> OUT_OF_THE_WAY =
      List.of(
          "--kube-port=0",
          "--aws-port=0",
          "--console-port=0",
          "--load-balancer-range=127.81.0.0/16",
          "--pod-network=127.21",
          "--node-network=127.11",
          "--no-front-door");

  private final Path dataDirectory;
  private final Process process;
  private final JsonNode run;

  private WeirProcess(Path dataDirectory, Process process, JsonNode run) {
    this.dataDirectory = dataDirectory;
    this.process = process;
    this.run = run;
  }

  /// The distribution that the build made.
  static Path lib() {
    Path lib = Path.of("..", "app", "target", "weir", "lib").toAbsolutePath().normalize();
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException(
          lib + " is not there: build it with `mvn -pl app -am package` first");
    }
    return lib;
  }

  /// `weir` with these arguments, to be run.
  static Command weir(String... arguments) {
    return Command.of(java().toArray(String[]::new)).with(arguments);
  }

  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        // Each lives too shortly for the second compiler to pay.
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        lib() + "/*",
        "dev.weir.app.Weir");
  }

  /// Starts and waits until everything is ready.
  static WeirProcess start(Path dataDirectory, String... moreArguments) {
    List<String> words = new ArrayList<>(java());
    words.addAll(List.of("up", "--data-dir", dataDirectory.toString()));
    OUT_OF_THE_WAY.stream().filter(option -> !isAmong(moreArguments, option)).forEach(words::add);
    words.addAll(List.of(moreArguments));
    try {
      Files.createDirectories(dataDirectory);
      Path log = dataDirectory.resolve("test.log");
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      JsonNode run =
          Eventually.get(Duration.ofMinutes(3), () -> ready(process, dataDirectory, log));
      return new WeirProcess(dataDirectory, process, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the option is given, with whatever value.
  private static boolean isAmong(String[] arguments, String option) {
    String name = option.split("=")[0] + "=";
    return Stream.of(arguments).anyMatch(argument -> argument.startsWith(name));
  }

  private static JsonNode ready(Process process, Path dataDirectory, Path log) {
    try {
      if (!process.isAlive()) {
        throw new AssertionError("weir up ended:\n" + Files.readString(log));
      }
      JsonNode run = JSON.readTree(Files.readString(dataDirectory.resolve("run.json")));
      if (run.get("pid").asLong() != process.pid() || !run.get("ready").asBoolean()) {
        throw new AssertionError("not ready yet:\n" + Files.readString(log));
      }
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Command kubectl(String... arguments) {
    return Command.of("kubectl")
        .env("KUBECONFIG", dataDirectory.resolve("kubeconfig").toString())
        .env("HOME", dataDirectory.toString())
        .with(arguments);
  }

  Command aws(String... arguments) {
    Command command = Command.of("aws", "--endpoint-url", awsEndpoint());
    for (Map.Entry<String, String> variable : awsEnvironment().entrySet()) {
      command = command.env(variable.getKey(), variable.getValue());
    }
    return command.with(arguments);
  }

  static Map<String, String> awsEnvironment() {
    return Map.of(
        "AWS_REGION", "eu-west-1",
        "AWS_DEFAULT_REGION", "eu-west-1",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "AWS_PAGER", "");
  }

  String awsEndpoint() {
    return run.get("aws").asString();
  }

  String console() {
    return run.get("console").asString();
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  long pid() {
    return process.pid();
  }

  /// Waits for the process to end by itself.
  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /// Ends the process at once, as `kill -9` does.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /// A `weir console` in a process of its own.
  ///
  /// @param url where it answers
  record Console(Process process, URI url) implements AutoCloseable {
    static Console start(Path log, String... arguments) {
      List<String> words = new ArrayList<>(java());
      words.add("console");
      words.addAll(List.of(arguments));
      try {
        Process process =
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        return new Console(process, Eventually.get(Duration.ofSeconds(60), () -> url(log)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static URI url(Path log) {
      try {
        String output = Files.readString(log);
        return output
            .lines()
            .filter(line -> line.startsWith("console  "))
            .map(line -> URI.create(line.substring("console  ".length())))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no console yet:\n" + output));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
