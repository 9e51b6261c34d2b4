package dev.weir.app;

import dev.weir.controller.ControllerConfig;
import dev.weir.controller.aws.AwsConfig;
import dev.weir.controller.flag.FlagSet;
import dev.weir.store.LocalWorld;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Which running cluster and account `weir plan` compares with: the local Weir when one runs, else
/// what kubeconfig and flags say.
final class LiveOptions {
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      description = "The controller's --cluster-name; not needed for a local Weir.")
  private Optional<String> clusterName = Optional.empty();

  @Option(names = "--aws-region", paramLabel = "REGION", description = "The AWS region.")
  private Optional<String> region = Optional.empty();

  @Option(names = "--aws-vpc-id", paramLabel = "VPC", description = "The cluster's VPC.")
  private Optional<String> vpcId = Optional.empty();

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "An AWS endpoint other than AWS itself.")
  private Optional<URI> awsEndpoint = Optional.empty();

  @Mixin private DataDirectoryOption dataDirectory;

  /// Whether the user named a cluster.
  boolean named() {
    return cluster.given();
  }

  ControllerConfig controllerConfig() {
    Optional<RunFile> local =
        named()
            ? Optional.empty()
            : RunFile.read(dataDirectory.path()).filter(run -> run.process().isPresent());
    Map<String, String> flags = new TreeMap<>();
    flags.put("cluster-name", clusterName.orElseGet(() -> localOr(local, LocalWorld.CLUSTER)));
    flags.put("aws-region", region.orElseGet(() -> localOr(local, LocalWeir.REGION)));
    vpcId.or(() -> local.map(_ -> LocalWorld.VPC)).ifPresent(vpc -> flags.put("aws-vpc-id", vpc));
    FlagSet flagSet = FlagSet.of(flags);
    Optional<URI> endpoint = awsEndpoint.or(() -> local.map(run -> URI.create(run.aws())));
    AwsConfig aws = AwsConfig.of(flagSet, credentials(endpoint));
    return ControllerConfig.of(
        flagSet, endpoint.map(aws::withEndpoint).orElse(aws), kubernetes(local));
  }

  private static String localOr(Optional<RunFile> local, String value) {
    if (local.isEmpty()) {
      throw new UserError(
          "no local weir runs here to compare with: start one with `weir up`, give manifests with"
              + " -f, or name a cluster with --kubeconfig, --cluster-name and --aws-region.");
    }
    return value;
  }

  private static AwsCredentialsProvider credentials(Optional<URI> endpoint) {
    boolean anybody = endpoint.isPresent() && System.getenv("AWS_ACCESS_KEY_ID") == null;
    return anybody
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create("weir", "weir"))
        : DefaultCredentialsProvider.builder().build();
  }

  private Config kubernetes(Optional<RunFile> local) {
    return local
        .map(run -> Config.fromKubeconfig(null, Path.of(run.kubeconfig()).toFile()))
        .orElseGet(cluster::config);
  }
}
