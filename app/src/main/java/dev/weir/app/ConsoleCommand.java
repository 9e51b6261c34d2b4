package dev.weir.app;

import dev.weir.console.ConsoleConfig;
import dev.weir.console.ConsoleServer;
import dev.weir.console.Sources;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The console alone, over any cluster and any AWS endpoint.
@Command(
    name = "console",
    description = {
      "Show the load balancers of a cluster and an AWS endpoint in the browser.",
      "",
      "`weir up` has its own console; this one is for a cluster elsewhere. It only reads. Live"
          + " figures, the journal and the request tester need Weir's own load balancer and are"
          + " absent."
    },
    mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "The AWS endpoint (default: AWS itself, with the usual credentials).")
  private Optional<URI> endpoint = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "${env:AWS_REGION:-eu-west-1}",
      description = "The AWS region (default: AWS_REGION, else eu-west-1).")
  private String region = LocalWeir.REGION;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9090",
      description = "The port on 127.0.0.1; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ConsoleConfig config = new ConsoleConfig(port, endpoint(), region, Optional.of(kubernetes()));
    try (ConsoleServer console =
        Ports.started(
            "the console", port, "--port", () -> ConsoleServer.start(config, Sources.none()))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("console  http://127.0.0.1:" + console.port());
      out.println("Ctrl-C stops it.");
      out.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private Optional<URI> endpoint() {
    endpoint.ifPresent(url -> {
      if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
        throw new UserError(
            "--endpoint " + url + " is no endpoint (expected: http:// or https:// with a host).");
      }
    });
    return endpoint;
  }

  private Config kubernetes() {
    return new ConfigBuilder(cluster.config()).withRequestRetryBackoffLimit(0).build();
  }
}
