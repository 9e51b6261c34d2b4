package dev.weir.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts `weir up` in the background and waits until it is ready.
final class Detached {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  static final String LOG = "weir.log";
  private static final String PREFIX = "weir: ";

  private Detached() {}

  /// Returns the run file of the ready process.
  ///
  /// @param arguments the arguments of `up` without `--detach`
  static RunFile start(Path dataDirectory, List<String> arguments) {
    Path log = dataDirectory.resolve(LOG);
    try {
      Files.createDirectories(dataDirectory);
      if (!Files.isWritable(dataDirectory)) {
        throw new AccessDeniedException(dataDirectory.toString());
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw DataDirectory.unusable(dataDirectory, e);
    }
    try {
      Process process =
          new ProcessBuilder(command(arguments))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return awaitReady(process, dataDirectory, log);
    } catch (IOException e) {
      throw new UserError("cannot start in the background: " + e.getMessage(), e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    // A session of its own, so that closing the terminal does not stop it.
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Weir.class.getName());
    command.add("up");
    command.addAll(arguments);
    return command;
  }

  private static RunFile awaitReady(Process process, Path dataDirectory, Path log)
      throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<RunFile> run = RunFile.read(dataDirectory);
      if (run.isPresent() && run.get().ready() && run.get().pid() == process.pid()) {
        return run.get();
      }
      if (exited(process)) {
        throw new UserError(complaint(Files.readString(log).strip()));
      }
    }
    process.destroy();
    throw new UserError(
        "weir was not ready after " + LIMIT.toSeconds() + " s; its output is in " + log);
  }

  /// What the background process said last; it says `weir: ` itself.
  private static String complaint(String output) {
    int start = output.startsWith(PREFIX) ? 0 : output.lastIndexOf("\n" + PREFIX) + 1;
    String last = output.substring(start);
    return last.startsWith(PREFIX) ? last.substring(PREFIX.length()) : last;
  }

  private static boolean exited(Process process) {
    try {
      return process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
