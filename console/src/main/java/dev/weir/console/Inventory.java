package dev.weir.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// What the AWS-wire API tells, read like any other client would.
///
/// The two whole lists, load balancers and target groups, are kept until the change source tells of
/// a change; the pages of one resource ask for that resource alone.
final class Inventory {
  private static final int PAGE_SIZE = 400;

  private final ElasticLoadBalancingV2Client elb;
  private final Ec2Client ec2;
  private final Kept<List<LoadBalancer>> loadBalancers;
  private final Kept<List<TargetGroup>> targetGroups;

  Inventory(ElasticLoadBalancingV2Client elb, Ec2Client ec2, ChangeSource changes) {
    this.elb = elb;
    this.ec2 = ec2;
    this.loadBalancers =
        new Kept<>(
            changes,
            () ->
                elb.describeLoadBalancersPaginator(request -> request.pageSize(PAGE_SIZE)).stream()
                    .flatMap(page -> page.loadBalancers().stream())
                    .toList());
    this.targetGroups =
        new Kept<>(
            changes,
            () ->
                elb.describeTargetGroupsPaginator(request -> request.pageSize(PAGE_SIZE)).stream()
                    .flatMap(page -> page.targetGroups().stream())
                    .toList());
  }

  List<LoadBalancer> loadBalancers() {
    return loadBalancers.get();
  }

  List<TargetGroup> targetGroups() {
    return targetGroups.get();
  }

  Optional<LoadBalancer> loadBalancer(String name) {
    try {
      return elb.describeLoadBalancers(request -> request.names(name)).loadBalancers().stream()
          .findFirst();
    } catch (LoadBalancerNotFoundException _) {
      return Optional.empty();
    }
  }

  Optional<TargetGroup> targetGroup(String name) {
    try {
      return elb.describeTargetGroups(request -> request.names(name)).targetGroups().stream()
          .findFirst();
    } catch (TargetGroupNotFoundException _) {
      return Optional.empty();
    }
  }

  /// The target groups that rules of this load balancer forward to.
  List<TargetGroup> targetGroupsOf(LoadBalancer loadBalancer) {
    String arn = loadBalancer.loadBalancerArn();
    return elb
        .describeTargetGroupsPaginator(request -> request.loadBalancerArn(arn).pageSize(PAGE_SIZE))
        .stream()
        .flatMap(page -> page.targetGroups().stream())
        .toList();
  }

  /// By ascending port.
  List<Listener> listeners(LoadBalancer loadBalancer) {
    return elb
        .describeListenersPaginator(
            request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()).pageSize(PAGE_SIZE))
        .stream()
        .flatMap(page -> page.listeners().stream())
        .sorted(Comparator.comparingInt(Listener::port))
        .toList();
  }

  /// In evaluation order, the default rule last.
  List<Rule> rules(Listener listener) {
    List<Rule> all = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      var page =
          elb.describeRules(request ->
              request.listenerArn(listener.listenerArn()).pageSize(PAGE_SIZE).marker(from));
      all.addAll(page.rules());
      marker = page.nextMarker();
    } while (marker != null);
    all.sort(Comparator.comparingInt(Inventory::order));
    return all;
  }

  private static int order(Rule rule) {
    return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
  }

  List<TargetHealthDescription> health(TargetGroup group) {
    return elb.describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
        .targetHealthDescriptions();
  }

  Map<String, String> attributes(LoadBalancer loadBalancer) {
    return sorted(
        elb.describeLoadBalancerAttributes(
                request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
            .attributes(),
        each -> each.key(),
        each -> each.value());
  }

  Map<String, String> attributes(TargetGroup group) {
    return sorted(
        elb.describeTargetGroupAttributes(request -> request.targetGroupArn(group.targetGroupArn()))
            .attributes(),
        each -> each.key(),
        each -> each.value());
  }

  Map<String, String> tags(String arn) {
    return sorted(
        elb.describeTags(request -> request.resourceArns(arn)).tagDescriptions().stream()
            .flatMap(description -> description.tags().stream())
            .toList(),
        each -> each.key(),
        each -> each.value());
  }

  private static <T> Map<String, String> sorted(
      List<T> pairs, Function<T, String> key, Function<T, String> value) {
    Map<String, String> all = new TreeMap<>();
    for (T pair : pairs) {
      String text = value.apply(pair);
      all.put(key.apply(pair), text == null ? "" : text);
    }
    return all;
  }

  List<SecurityGroup> securityGroups(LoadBalancer loadBalancer) {
    if (loadBalancer.securityGroups().isEmpty()) {
      return List.of();
    }
    return ec2.describeSecurityGroups(request -> request.groupIds(loadBalancer.securityGroups()))
        .securityGroups();
  }

  void close() {
    elb.close();
    ec2.close();
  }
}
