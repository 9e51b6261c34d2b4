package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A program that a test runs as a user would, with its output.
final class Command {
  private final List<String> words;
  private final Map<String, String> environment;

  private Command(List<String> words, Map<String, String> environment) {
    this.words = words;
    this.environment = environment;
  }

  static Command of(String... words) {
    return new Command(List.of(words), Map.of());
  }

  Command with(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(all, environment);
  }

  /// The same, started by another program, such as `setpriv`.
  Command behind(String... starter) {
    List<String> all = new ArrayList<>(List.of(starter));
    all.addAll(words);
    return new Command(all, environment);
  }

  Command env(String name, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(name, value);
    return new Command(words, all);
  }

  Result run() {
    return run("");
  }

  /// Runs with this text on standard input, for at most three minutes.
  Result run(String input) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      if (!process.waitFor(Duration.ofMinutes(3).toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            words + " did not end within three minutes:\n" + Files.readString(out));
      }
      Result result = new Result(words, process.exitValue(), Files.readString(out));
      Files.delete(out);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Whether a program can be found on the PATH.
  static boolean exists(String program) {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  /// @param output standard output and standard error together
  record Result(List<String> words, int exitCode, String output) {
    /// The output of a command that must have succeeded.
    String ok() {
      if (exitCode != 0) {
        throw new AssertionError(words + " ended with " + exitCode + ":\n" + output);
      }
      return output;
    }

    /// The words of each line of the output.
    List<List<String>> table() {
      return ok().lines().map(line -> List.of(line.trim().split("\\s{2,}"))).toList();
    }
  }
}
