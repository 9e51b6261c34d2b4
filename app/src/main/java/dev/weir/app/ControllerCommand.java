package dev.weir.app;

import dev.weir.controller.Controller;
import dev.weir.controller.ControllerConfig;
import dev.weir.controller.aws.AwsConfig;
import dev.weir.controller.endpoint.ControllerEndpoints;
import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagException;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.flag.FlagType;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// Runs the controller alone, on any cluster and against AWS or what stands in for it, with the
/// flags of the AWS Load Balancer Controller.
@Command(
    name = "controller",
    description = {
      "Run the controller on a cluster, as the AWS Load Balancer Controller runs.",
      "It takes that controller's flags: --cluster-name=NAME and so on; --help lists them."
    })
final class ControllerCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      description = "List the flags and exit.")
  private boolean help;

  @Unmatched private List<String> arguments = new ArrayList<>();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (help) {
      printFlags(spec.commandLine().getOut());
      return 0;
    }
    try {
      run(flags());
      return 0;
    } catch (FlagException e) {
      throw new UserError(e.getMessage() + ". `weir controller --help` lists the flags.", e);
    } catch (KubernetesClientException e) {
      throw new UserError("cannot work with the Kubernetes API: " + e.getMessage(), e);
    } catch (SdkException e) {
      throw new UserError("cannot work with AWS: " + e.getMessage(), e);
    }
  }

  /// The region comes from the environment when no flag names it.
  private FlagSet flags() {
    FlagSet flags = FlagSet.parse(arguments);
    if (!flags.get(Flag.AWS_REGION).isEmpty()) {
      return flags;
    }
    try {
      String region = DefaultAwsRegionProviderChain.builder().build().getRegion().id();
      List<String> more = new ArrayList<>(arguments);
      more.add("--" + Flag.AWS_REGION.name() + "=" + region);
      return FlagSet.parse(more);
    } catch (SdkException e) {
      throw new UserError(
          "no AWS region: give one with --aws-region, AWS_REGION, or a profile in ~/.aws/config.",
          e);
    }
  }

  private static void run(FlagSet flags) throws InterruptedException {
    logAt(flags.get(Flag.LOG_LEVEL));
    PrometheusRegistry registry = new PrometheusRegistry();
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicBoolean lost = new AtomicBoolean();
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry);
        Controller controller = Controller.start(config(flags), registry)) {
      endpoints.serve(controller.admission());
      controller.onLeadershipLost(() -> {
        lost.set(true);
        stopped.countDown();
      });
      Thread shutdown =
          Thread.ofPlatform()
              .name("shutdown")
              .unstarted(() -> {
                controller.close();
                endpoints.close();
                stopped.countDown();
              });
      Runtime.getRuntime().addShutdownHook(shutdown);
      stopped.await();
    }
    if (lost.get()) {
      throw new UserError("leader election lost. Start again to take part in the next one.");
    }
  }

  private static ControllerConfig config(FlagSet flags) {
    String kubeconfig = flags.get(Flag.KUBECONFIG);
    if (!kubeconfig.isEmpty() && !new File(kubeconfig).isFile()) {
      throw new UserError("--kubeconfig: no such file: " + kubeconfig);
    }
    Config cluster =
        kubeconfig.isEmpty()
            ? Config.autoConfigure(null)
            : Config.fromKubeconfig(null, new File(kubeconfig));
    AwsConfig aws = AwsConfig.of(flags, DefaultCredentialsProvider.builder().build());
    return ControllerConfig.of(flags, aws, cluster);
  }

  private static void logAt(String level) {
    ch.qos.logback.classic.Logger logger =
        (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.weir");
    logger.setLevel(ch.qos.logback.classic.Level.toLevel(level));
  }

  private static void printFlags(PrintWriter out) {
    out.println("Usage: weir controller --cluster-name=NAME [flags]");
    out.println("Run the controller on a cluster, with the AWS Load Balancer Controller's flags.");
    out.println();
    for (Flag<?> flag : Flag.all()) {
      String value = flag.type() == FlagType.BOOL ? "" : "=...";
      String fallback = flag.defaultText().isEmpty() ? "" : " (default " + flag.defaultText() + ")";
      out.println("  --" + flag.name() + value);
      out.println("      " + flag.doc() + fallback);
    }
    out.flush();
  }
}
