package dev.weir.app;

import java.io.PrintWriter;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `weir` command.
@Command(
    name = "weir",
    description = "ALB ingress for Kubernetes, anywhere.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      PlanCommand.class,
      ExplainCommand.class,
      ControllerCommand.class,
      ConsoleCommand.class,
      TrainCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Start here:",
      "  weir up --detach",
      "  export KUBECONFIG=.weir/kubeconfig",
      "  kubectl apply -f examples/workshop/"
    })
public final class Weir implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Weir() {}

  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new Weir());
    commandLine.setExecutionExceptionHandler(Weir::explain);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// A user error is one message; anything else is a fault of ours and shows where.
  private static int explain(
      Exception exception, CommandLine commandLine, CommandLine.ParseResult result) {
    PrintWriter err = commandLine.getErr();
    if (exception instanceof UserError) {
      err.println("weir: " + exception.getMessage());
    } else {
      err.println("weir: unexpected error, please report it:");
      exception.printStackTrace(err);
    }
    err.flush();
    return 1;
  }
}
