package dev.weir.console;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// The clients with which the console reads the AWS endpoint.
final class AwsClients {
  private AwsClients() {}

  static Inventory inventory(ConsoleConfig config, ChangeSource changes) {
    return new Inventory(
        configured(ElasticLoadBalancingV2Client.builder(), config).build(),
        configured(Ec2Client.builder(), config).build(),
        changes);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, ConsoleConfig config) {
    builder
        .region(Region.of(config.region()))
        .credentialsProvider(credentials(config))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
    config.awsEndpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  /// A local endpoint takes any credentials; AWS itself wants the user's.
  private static AwsCredentialsProvider credentials(ConsoleConfig config) {
    if (config.credentials().isPresent()) {
      return config.credentials().get();
    }
    return config.awsEndpoint().isPresent()
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create("console", "console"))
        : DefaultCredentialsProvider.builder().build();
  }
}
