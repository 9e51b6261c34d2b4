package dev.weir.aws.elbv2;

import dev.weir.elb.Arn;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetType;
import dev.weir.store.References;
import dev.weir.store.StateView;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// A target group as the API tells it, with the load balancers that use it.
final class TargetGroupWriter {
  private TargetGroupWriter() {}

  static TargetGroup write(StateView state, dev.weir.elb.TargetGroup group) {
    return write(group, References.loadBalancersOf(state, group.arn()));
  }

  /// @param loadBalancers that use it
  static TargetGroup write(dev.weir.elb.TargetGroup group, Set<Arn> loadBalancers) {
    HealthCheck check = group.healthCheck();
    TargetGroup.Builder written =
        TargetGroup.builder()
            .targetGroupArn(group.arn().value())
            .targetGroupName(group.name())
            .targetType(group.targetType().wire())
            .ipAddressType(group.ipAddressType())
            .targetControlPort(group.targetControlPort().orElse(null))
            .healthCheckEnabled(check.enabled())
            .healthCheckIntervalSeconds(check.intervalSeconds())
            .healthCheckTimeoutSeconds(check.timeoutSeconds())
            .healthyThresholdCount(check.healthyThreshold())
            .unhealthyThresholdCount(check.unhealthyThreshold())
            .loadBalancerArns(loadBalancers.stream().map(Arn::value).toList());
    if (group.targetType() != TargetType.LAMBDA) {
      written
          .protocol(group.protocol().name())
          .port(group.port())
          .vpcId(group.vpcId())
          .healthCheckProtocol(check.protocol().name())
          .healthCheckPort(check.port());
    }
    ProtocolVersion version = group.protocolVersion();
    if (version != null) {
      written.protocolVersion(version.name());
    }
    if (!check.path().isEmpty()) {
      written.healthCheckPath(check.path());
    }
    if (!check.matcher().isEmpty()) {
      written.matcher(
          version == ProtocolVersion.GRPC
              ? Matcher.builder().grpcCode(check.matcher()).build()
              : Matcher.builder().httpCode(check.matcher()).build());
    }
    return written.build();
  }
}
