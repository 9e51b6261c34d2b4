package dev.weir.controller.target;

import dev.weir.controller.aws.AwsClients;
import dev.weir.planner.crd.TargetGroupBindingSpec;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// The client for a binding's target group: ours, or one with the role that the binding names.
final class TargetClients implements AutoCloseable {
  private final AwsClients aws;
  private final Map<String, ElasticLoadBalancingV2Client> byRole = new ConcurrentHashMap<>();

  TargetClients(AwsClients aws) {
    this.aws = aws;
  }

  ElasticLoadBalancingV2Client of(TargetGroupBindingSpec spec) {
    String role = Objects.requireNonNullElse(spec.iamRoleArnToAssume(), "");
    if (role.isEmpty()) {
      return aws.elb();
    }
    String externalId = Objects.requireNonNullElse(spec.assumeRoleExternalId(), "");
    return byRole.computeIfAbsent(role + " " + externalId, _ -> assume(role, externalId));
  }

  @Override
  public void close() {
    byRole.values().forEach(ElasticLoadBalancingV2Client::close);
  }

  private ElasticLoadBalancingV2Client assume(String role, String externalId) {
    return aws.elb(
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(aws.sts())
            .refreshRequest(r -> {
              r.roleArn(role).roleSessionName("aws-load-balancer-controller");
              if (!externalId.isEmpty()) {
                r.externalId(externalId);
              }
            })
            .build());
  }
}
