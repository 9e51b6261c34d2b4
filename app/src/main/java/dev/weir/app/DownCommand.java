package dev.weir.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Stops a local Weir and keeps its state.
@Command(
    name = "down",
    description = "Stop what `weir up` started; its state stays for the next `weir up`.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Mixin private DataDirectoryOption dataDirectory;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<ProcessHandle> process = RunFile.read(dataDirectory.path()).flatMap(RunFile::process);
    if (process.isEmpty()) {
      out.println("weir is not running in " + dataDirectory.asGiven() + ".");
      out.flush();
      return 0;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      process.get().destroyForcibly();
      process.get().onExit().get();
      out.println(
          "weir (process "
              + process.get().pid()
              + ") did not stop within "
              + PATIENCE.toSeconds()
              + " s and was killed; acknowledged writes are safe.");
    }
    out.println("Stopped. State is kept in " + dataDirectory.asGiven() + ".");
    out.flush();
    return 0;
  }
}
