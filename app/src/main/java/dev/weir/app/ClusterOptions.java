package dev.weir.app;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which cluster of which kubeconfig a command reads.
final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig of the cluster (default: KUBECONFIG, else ~/.kube/config).")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig (default: its current one).")
  private Optional<String> context = Optional.empty();

  /// Whether the user named a cluster.
  boolean given() {
    return kubeconfig.isPresent() || context.isPresent();
  }

  /// The client configuration of the cluster.
  ///
  /// @throws UserError when there is no such file or context
  Config config() {
    if (kubeconfig.isPresent() && !Files.isReadable(kubeconfig.get())) {
      throw new UserError("--kubeconfig " + kubeconfig.get() + " is no file that can be read.");
    }
    Config config =
        kubeconfig.isPresent()
            ? Config.fromKubeconfig(context.orElse(null), kubeconfig.get().toFile())
            : Config.autoConfigure(context.orElse(null));
    if (context.isPresent() && config.getCurrentContext() == null) {
      throw new UserError("--context " + context.get() + " is not in the kubeconfig.");
    }
    return config;
  }
}
