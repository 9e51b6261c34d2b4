package dev.weir.aws;

import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;
import dev.weir.store.LocalWorld;
import dev.weir.store.StoreConfig;
import dev.weir.store.world.NodeInstance;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// A store with the local world, an AWS endpoint over it, and real SDK clients of that endpoint.
final class LocalAws implements AutoCloseable {
  static final String NODE_A = "i-0123456789abcdef0";
  static final String NODE_B = "i-0123456789abcdef1";

  final ElbStore store;
  final AwsApiServer server;
  final ElasticLoadBalancingV2Client elb;
  final Ec2Client ec2;

  private LocalAws(StoreConfig storeConfig, AwsApiConfig config, TargetHealthSource health) {
    store = ElbStore.open(storeConfig);
    LocalWorld.seed(
        store,
        "workshop",
        List.of(
            new NodeInstance(NODE_A, "127.1.0.1", "eu-west-1a"),
            new NodeInstance(NODE_B, "127.1.0.2", "eu-west-1b")));
    server = AwsApiServer.start(config, store, health);
    elb = client(ElasticLoadBalancingV2Client.builder());
    ec2 = client(Ec2Client.builder());
  }

  static LocalAws start() {
    return start(
        StoreConfig.inMemory(), AwsApiConfig.onPort(0), (group, target) -> Optional.empty());
  }

  static LocalAws start(StoreConfig storeConfig, AwsApiConfig config, TargetHealthSource health) {
    return new LocalAws(storeConfig, config, health);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// A client of this endpoint with the key `key` and the secret `secret`, that never retries.
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, "secret");
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String secret) {
    return client(
        builder, StaticCredentialsProvider.create(AwsBasicCredentials.create("key", secret)));
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, AwsCredentialsProvider credentials) {
    return builder
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    elb.close();
    ec2.close();
    server.close();
    store.close();
  }
}
