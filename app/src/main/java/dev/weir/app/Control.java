package dev.weir.app;

import dev.weir.controller.Controller;
import dev.weir.controller.ControllerConfig;
import dev.weir.controller.aws.AwsConfig;
import dev.weir.controller.flag.FlagSet;
import dev.weir.store.LocalWorld;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The controller of a local Weir: the same as on a cluster, pointed at this process' two APIs.
final class Control {
  private Control() {}

  static Controller start(URI kubernetes, URI awsEndpoint) {
    FlagSet flags =
        FlagSet.of(
            Map.of(
                "cluster-name", LocalWorld.CLUSTER,
                "aws-region", LocalWeir.REGION,
                "aws-vpc-id", LocalWorld.VPC,
                "enable-leader-election", "false"));
    AwsConfig aws =
        AwsConfig.of(
                flags, StaticCredentialsProvider.create(AwsBasicCredentials.create("weir", "weir")))
            .withEndpoint(awsEndpoint);
    Config client = new ConfigBuilder(Config.empty()).withMasterUrl(kubernetes.toString()).build();
    return Controller.start(ControllerConfig.of(flags, aws, client));
  }
}
