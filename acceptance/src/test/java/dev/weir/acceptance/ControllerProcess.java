package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A `weir controller` in a process of its own, for a `weir up` that has none.
final class ControllerProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private ControllerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts; leader election is on unless the flags say otherwise.
  ///
  /// @param name of its log
  static ControllerProcess start(WeirProcess weir, String name, String... flags) {
    List<String> words = new ArrayList<>(WeirProcess.java());
    words.addAll(
        List.of(
            "controller",
            "--cluster-name=workshop",
            "--aws-region=eu-west-1",
            "--aws-vpc-id=vpc-0a1b2c3d4e5f60718",
            "--metrics-bind-addr=0",
            "--health-probe-bind-addr=0"));
    words.addAll(List.of(flags));
    Path log = weir.dataDirectory().resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(WeirProcess.awsEnvironment());
    builder.environment().put("AWS_ENDPOINT_URL", weir.awsEndpoint());
    builder.environment().put("KUBECONFIG", weir.dataDirectory().resolve("kubeconfig").toString());
    try {
      return new ControllerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the process at once, as `kill -9` does.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Ends the process as `kill` does.
  int stop() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
