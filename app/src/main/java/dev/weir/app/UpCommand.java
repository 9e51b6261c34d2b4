package dev.weir.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the whole of Weir in one process on loopback.
@Command(
    name = "up",
    description = "Run Kubernetes API, AWS endpoint, load balancer and console on this machine.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Mixin private DataDirectoryOption dataDirectory;
  @Mixin private LocalOptions options;

  @Option(
      names = "--detach",
      description = "Run in the background; return when everything is ready.")
  private boolean detach;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (detach) {
      RunFile run = Detached.start(dataDirectory.path(), argumentsWithoutDetach());
      StatusCommand.print(out, run);
      StatusFile.read(dataDirectory.path())
          .ifPresent(status -> status.notes().forEach(note -> out.println("note: " + note)));
      out.flush();
      return 0;
    }
    runInForeground(out);
    return 0;
  }

  private void runInForeground(PrintWriter out) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    DataDirectory directory = DataDirectory.open(dataDirectory.path());
    LocalWeir weir;
    try {
      weir = LocalWeir.start(directory, dataDirectory.asGiven(), options);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
    Thread shutdown =
        Thread.ofPlatform()
            .name("shutdown")
            .unstarted(() -> {
              weir.close();
              directory.close();
              stopped.countDown();
            });
    Runtime.getRuntime().addShutdownHook(shutdown);
    StatusCommand.print(out, weir.run());
    weir.notes().forEach(note -> out.println("note: " + note));
    out.println("Ctrl-C stops it.");
    out.flush();
    stopped.await();
  }

  private List<String> argumentsWithoutDetach() {
    List<String> arguments = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    arguments.remove("up");
    arguments.remove("--detach");
    return arguments;
  }
}
