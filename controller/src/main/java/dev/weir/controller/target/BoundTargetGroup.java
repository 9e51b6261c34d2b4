package dev.weir.controller.target;

import dev.weir.planner.crd.TargetGroupBinding;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// A binding together with the way to its target group.
///
/// @param vpcId of the target group
record BoundTargetGroup(
    TargetGroupBinding binding, ElasticLoadBalancingV2Client elb, String arn, String vpcId) {
  static BoundTargetGroup of(
      TargetGroupBinding binding, ElasticLoadBalancingV2Client elb, String clusterVpcId) {
    var spec = binding.getSpec();
    String arn = Objects.requireNonNullElse(spec.targetGroupArn(), "");
    String name = Objects.requireNonNullElse(spec.targetGroupName(), "");
    if (arn.isEmpty()) {
      if (name.isEmpty()) {
        throw new IllegalStateException("must provide either TargetGroupARN or TargetGroupName");
      }
      arn = elb.describeTargetGroups(r -> r.names(name)).targetGroups().getFirst().targetGroupArn();
    }
    String vpcId = Objects.requireNonNullElse(spec.vpcId(), "");
    return new BoundTargetGroup(binding, elb, arn, vpcId.isEmpty() ? clusterVpcId : vpcId);
  }

  String namespace() {
    return binding.getMetadata().getNamespace();
  }

  String name() {
    return binding.getMetadata().getName();
  }

  boolean isMultiCluster() {
    return Boolean.TRUE.equals(binding.getSpec().multiClusterTargetGroup());
  }

  /// Whether another account owns the target group.
  boolean isForeign() {
    String role = binding.getSpec().iamRoleArnToAssume();
    return role != null && !role.isEmpty();
  }
}
