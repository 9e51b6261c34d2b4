package dev.weir.app;

import dev.weir.aws.wire.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The ports and ranges of a local Weir.
final class LocalOptions {
  @Option(
      names = "--kube-port",
      paramLabel = "PORT",
      defaultValue = "6443",
      description = "Port of the Kubernetes API; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  int kubePort;

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      defaultValue = "4566",
      description = "Port of the AWS endpoint; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  int awsPort;

  @Option(
      names = "--aws-credentials",
      paramLabel = "ID:SECRET",
      description =
          "Answer only requests to the AWS endpoint that are signed with this key (default: answer"
              + " every request, signed or not).")
  String awsCredentials = "";

  @Option(
      names = "--cognito-clients",
      paramLabel = "FILE",
      description =
          "File with the secrets of Cognito's app clients, a line CLIENT-ID=SECRET each (default:"
              + " app clients have no secret).")
  @Nullable Path cognitoClients;

  @Option(
      names = "--console-port",
      paramLabel = "PORT",
      defaultValue = "9090",
      description = "Port of the console; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  int consolePort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Port of the controller's Prometheus metrics; 0 picks a free one (default:"
              + " ${DEFAULT-VALUE}).")
  int metricsPort;

  @Option(
      names = "--load-balancer-range",
      paramLabel = "CIDR",
      defaultValue = "127.80.0.0/16",
      description = "Loopback block of the load balancers' addresses (default: ${DEFAULT-VALUE}).")
  String loadBalancerRange = "127.80.0.0/16";

  @Option(
      names = "--pod-network",
      paramLabel = "127.x",
      defaultValue = "127.20",
      description = "First two octets of the pods' addresses (default: ${DEFAULT-VALUE}).")
  String podNetwork = "127.20";

  @Option(
      names = "--node-network",
      paramLabel = "127.x",
      defaultValue = "127.10",
      description = "First two octets of the nodes' addresses (default: ${DEFAULT-VALUE}).")
  String nodeNetwork = "127.10";

  @Option(
      names = "--front-door",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether 127.0.0.1 answers for every load balancer by Host and SNI (default: true).")
  boolean frontDoor = true;

  @Option(
      names = "--controller",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether the controller runs in this process; without it, `weir controller` or another"
              + " works on the cluster (default: true).")
  boolean controller = true;

  @Option(
      names = "--provisioning-delay",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long a new load balancer stays provisioning; AWS takes minutes"
              + " (default: ${DEFAULT-VALUE}).")
  int provisioningDelay;

  @Option(
      names = "--quota",
      paramLabel = "NAME=NUMBER",
      description = {
        "A quota of the account, by its name in DescribeAccountLimits, such as",
        "application-load-balancers=500. May be repeated (default: AWS's own)."
      })
  List<String> quotas = new ArrayList<>();

  /// The key that requests must be signed with; empty when none is wanted.
  Optional<Credentials> credentials() {
    if (awsCredentials.isEmpty()) {
      return Optional.empty();
    }
    int colon = awsCredentials.indexOf(':');
    if (colon < 1 || colon == awsCredentials.length() - 1) {
      throw new UserError("--aws-credentials is no key (expected: ID:SECRET).");
    }
    return Optional.of(
        new Credentials(awsCredentials.substring(0, colon), awsCredentials.substring(colon + 1)));
  }
}
