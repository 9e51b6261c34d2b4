package dev.weir.app;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Tells whether a local Weir runs, where, and which URLs answer.
@Command(
    name = "status",
    description = "Show what runs, where, and the URLs that work. Exit code 3 when nothing runs.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int NOT_RUNNING = 3;

  @Mixin private DataDirectoryOption dataDirectory;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<RunFile> run =
        RunFile.read(dataDirectory.path()).filter(file -> file.process().isPresent());
    if (run.isEmpty()) {
      out.println(
          "weir is not running in "
              + dataDirectory.asGiven()
              + ". Start it with `weir up --detach`.");
      out.flush();
      return NOT_RUNNING;
    }
    print(out, run.get());
    StatusFile.read(dataDirectory.path()).ifPresent(status -> print(out, status));
    out.flush();
    return 0;
  }

  static void print(PrintWriter out, RunFile run) {
    out.println("weir runs as process " + run.pid() + ".");
    out.println("  Kubernetes API  " + run.kubernetes());
    out.println("  kubeconfig      export KUBECONFIG=" + run.kubeconfig());
    out.println("  AWS endpoint    " + run.aws());
    out.println("  console         " + run.console());
    out.println(
        run.metrics().isEmpty()
            ? "  controller      none in this process (--no-controller)"
            : "  metrics         " + run.metrics());
  }

  private static void print(PrintWriter out, StatusFile status) {
    out.println();
    if (status.loadBalancers().isEmpty()) {
      out.println("No load balancer yet. Apply an Ingress: kubectl apply -f examples/workshop/");
    }
    for (StatusFile.LoadBalancerLine line : status.loadBalancers()) {
      out.println(line.name() + "  " + line.state() + "  " + line.address());
      line.urls().forEach(url -> out.println("  " + url));
    }
    status.notes().forEach(note -> out.println("note: " + note));
  }
}
