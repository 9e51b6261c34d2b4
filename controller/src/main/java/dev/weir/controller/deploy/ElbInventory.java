package dev.weir.controller.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// What the load balancer API holds of a stack, found by tags.
public final class ElbInventory {
  private final ElasticLoadBalancingV2Client elb;
  private final ElbTags tags;
  private final String vpcId;

  public ElbInventory(ElasticLoadBalancingV2Client elb, ElbTags tags, String vpcId) {
    this.elb = elb;
    this.tags = tags;
    this.vpcId = vpcId;
  }

  /// A resource of a stack.
  ///
  /// @param resourceId in the stack
  public record Found<T>(T resource, String resourceId, Map<String, String> tags) {}

  public List<Found<LoadBalancer>> loadBalancers(TrackingTags tracking, String stackId) {
    return ofStack(
        allLoadBalancers(), LoadBalancer::loadBalancerArn, "loadBalancer", tracking, stackId);
  }

  public List<Found<TargetGroup>> targetGroups(TrackingTags tracking, String stackId) {
    List<TargetGroup> all =
        elb.describeTargetGroupsPaginator().targetGroups().stream()
            .filter(group -> vpcId.equals(group.vpcId()))
            .toList();
    return ofStack(all, TargetGroup::targetGroupArn, "targetGroup", tracking, stackId);
  }

  public List<Listener> listeners(String loadBalancerArn) {
    return elb
        .describeListenersPaginator(r -> r.loadBalancerArn(loadBalancerArn))
        .listeners()
        .stream()
        .toList();
  }

  /// The rules of a listener without its default one.
  List<ObservedRule> rules(String listenerArn) {
    return elb.describeRulesPaginator(r -> r.listenerArn(listenerArn)).rules().stream()
        .filter(rule -> !Boolean.TRUE.equals(rule.isDefault()))
        .map(ObservedRule::of)
        .toList();
  }

  /// The load balancers of the VPC.
  public List<LoadBalancer> allLoadBalancers() {
    return elb.describeLoadBalancersPaginator().loadBalancers().stream()
        .filter(balancer -> vpcId.equals(balancer.vpcId()))
        .toList();
  }

  public ElbTags tags() {
    return tags;
  }

  private <T> List<Found<T>> ofStack(
      List<T> all, Function<T, String> arnOf, String kind, TrackingTags tracking, String stackId) {
    Map<String, Map<String, String>> allTags = tags.of(all.stream().map(arnOf).toList());
    List<Found<T>> found = new ArrayList<>();
    for (T resource : all) {
      String arn = arnOf.apply(resource);
      Map<String, String> its = allTags.getOrDefault(arn, Map.of());
      if (belongs(its, tracking, stackId)) {
        String resourceId = its.get(tracking.resourceKey());
        if (resourceId == null) {
          throw new IllegalStateException("unexpected " + kind + " with no resourceID: " + arn);
        }
        found.add(new Found<>(resource, resourceId, its));
      }
    }
    return found;
  }

  private static boolean belongs(Map<String, String> tags, TrackingTags tracking, String stackId) {
    return tags.entrySet().containsAll(tracking.ofStack(stackId).entrySet())
        || tags.entrySet().containsAll(tracking.ofLegacyStack(stackId).entrySet());
  }
}
