package dev.weir.controller.aws;

import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/// Finds a target group that may not be there.
public final class TargetGroupLookup {
  private TargetGroupLookup() {}

  public static Optional<TargetGroup> byArn(ElasticLoadBalancingV2Client elb, String arn) {
    return find(elb, DescribeTargetGroupsRequest.builder().targetGroupArns(arn).build());
  }

  public static Optional<TargetGroup> byName(ElasticLoadBalancingV2Client elb, String name) {
    return find(elb, DescribeTargetGroupsRequest.builder().names(name).build());
  }

  private static Optional<TargetGroup> find(
      ElasticLoadBalancingV2Client elb, DescribeTargetGroupsRequest request) {
    try {
      return elb.describeTargetGroups(request).targetGroups().stream().findFirst();
    } catch (TargetGroupNotFoundException e) {
      return Optional.empty();
    }
  }
}
