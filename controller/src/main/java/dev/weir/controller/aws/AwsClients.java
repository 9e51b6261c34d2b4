package dev.weir.controller.aws;

import dev.weir.controller.metric.AwsCallMetrics;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.shield.ShieldClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.waf.regional.WafRegionalClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/// The AWS clients, all over one HTTP client. Safe for use by many threads.
public final class AwsClients implements AutoCloseable {
  private static final String USER_AGENT = "elbv2.k8s.aws/v3.5.0";

  private final AwsConfig config;
  private final SdkHttpClient http;
  private final ClientOverrideConfiguration overrides;
  private final ElasticLoadBalancingV2Client elb;
  private final Ec2Client ec2;
  private final AcmClient acm;
  private final Wafv2Client wafv2;
  private final WafRegionalClient wafRegional;
  private final ShieldClient shield;
  private final StsClient sts;

  public AwsClients(AwsConfig config, AwsCallMetrics metrics) {
    this.config = config;
    this.http = UrlConnectionHttpClient.create();
    var builder =
        ClientOverrideConfiguration.builder()
            .retryStrategy(
                StandardRetryStrategy.builder().maxAttempts(config.maxRetries() + 1).build())
            .addExecutionInterceptor(new CallInterceptor(USER_AGENT, config.throttles(), metrics));
    config.observers().forEach(builder::addExecutionInterceptor);
    this.overrides = builder.build();
    this.elb = elb(config.credentials());
    this.ec2 = build(Ec2Client.builder(), "EC2", config.credentials());
    this.acm = build(AcmClient.builder(), "ACM", config.credentials());
    this.wafv2 = build(Wafv2Client.builder(), "WAFV2", config.credentials());
    this.wafRegional = build(WafRegionalClient.builder(), "WAF Regional", config.credentials());
    this.shield = build(ShieldClient.builder(), "Shield", config.credentials());
    this.sts = build(StsClient.builder(), "STS", config.credentials());
  }

  public ElasticLoadBalancingV2Client elb() {
    return elb;
  }

  /// A load balancer client that acts with other credentials; its owner closes it.
  public ElasticLoadBalancingV2Client elb(AwsCredentialsProvider credentials) {
    return build(ElasticLoadBalancingV2Client.builder(), "Elastic Load Balancing v2", credentials);
  }

  public Ec2Client ec2() {
    return ec2;
  }

  public AcmClient acm() {
    return acm;
  }

  public Wafv2Client wafv2() {
    return wafv2;
  }

  public WafRegionalClient wafRegional() {
    return wafRegional;
  }

  public ShieldClient shield() {
    return shield;
  }

  public StsClient sts() {
    return sts;
  }

  public String region() {
    return config.region();
  }

  @Override
  public void close() {
    elb.close();
    ec2.close();
    acm.close();
    wafv2.close();
    wafRegional.close();
    shield.close();
    sts.close();
    http.close();
  }

  private <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>>
      C build(B builder, String serviceId, AwsCredentialsProvider credentials) {
    builder.region(Region.of(config.region()));
    builder.credentialsProvider(credentials);
    builder.overrideConfiguration(overrides);
    builder.httpClient(http);
    config.endpoint(serviceId).ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
