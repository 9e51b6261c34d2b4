package dev.weir.app;

import dev.weir.controller.Controller;
import dev.weir.controller.ControllerConfig;
import dev.weir.controller.aws.AwsConfig;
import dev.weir.controller.endpoint.ControllerEndpoints;
import dev.weir.controller.flag.FlagSet;
import dev.weir.store.LocalWorld;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// The controller of a local Weir: the same as on a cluster, pointed at this process' two APIs.
final class Control implements AutoCloseable {
  private final Controller controller;
  private final ControllerEndpoints endpoints;

  private Control(Controller controller, ControllerEndpoints endpoints) {
    this.controller = controller;
    this.endpoints = endpoints;
  }

  /// @param metricsPort of `/metrics` on loopback; 0 picks a free one
  static Control start(
      URI kubernetes, URI awsEndpoint, AwsCredentialsProvider credentials, int metricsPort) {
    FlagSet flags =
        FlagSet.of(
            Map.of(
                "cluster-name",
                LocalWorld.CLUSTER,
                "aws-region",
                LocalWeir.REGION,
                "aws-vpc-id",
                LocalWorld.VPC,
                "enable-leader-election",
                "false",
                "metrics-bind-addr",
                "127.0.0.1:" + metricsPort,
                "health-probe-bind-addr",
                "0"));
    PrometheusRegistry registry = new PrometheusRegistry();
    ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry);
    try {
      return new Control(start(kubernetes, awsEndpoint, credentials, flags, registry), endpoints);
    } catch (RuntimeException e) {
      endpoints.close();
      throw e;
    }
  }

  private static Controller start(
      URI kubernetes,
      URI awsEndpoint,
      AwsCredentialsProvider credentials,
      FlagSet flags,
      PrometheusRegistry registry) {
    AwsConfig aws = AwsConfig.of(flags, credentials).withEndpoint(awsEndpoint);
    Config client = new ConfigBuilder(Config.empty()).withMasterUrl(kubernetes.toString()).build();
    return Controller.start(ControllerConfig.of(flags, aws, client), registry);
  }

  Controller controller() {
    return controller;
  }

  URI metrics() {
    return URI.create("http://127.0.0.1:" + endpoints.metricsPort().orElseThrow() + "/metrics");
  }

  @Override
  public void close() {
    controller.close();
    endpoints.close();
  }
}
