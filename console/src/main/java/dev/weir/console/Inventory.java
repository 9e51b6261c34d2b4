package dev.weir.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// What the AWS-wire API tells, read like any other client would.
///
/// The two whole lists, load balancers and target groups, are kept until the change source tells of
/// a change, so that a page over 500 load balancers does not ask for them again.
final class Inventory {
  private final ElasticLoadBalancingV2Client elb;
  private final Ec2Client ec2;
  private final Kept<LoadBalancer> loadBalancers;
  private final Kept<TargetGroup> targetGroups;

  Inventory(ElasticLoadBalancingV2Client elb, Ec2Client ec2, ChangeSource changes) {
    this.elb = elb;
    this.ec2 = ec2;
    this.loadBalancers =
        new Kept<>(
            changes,
            () ->
                elb.describeLoadBalancersPaginator(request -> request.pageSize(400)).stream()
                    .flatMap(page -> page.loadBalancers().stream())
                    .toList());
    this.targetGroups =
        new Kept<>(
            changes,
            () ->
                elb.describeTargetGroupsPaginator(request -> request.pageSize(400)).stream()
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
    return loadBalancers().stream()
        .filter(each -> each.loadBalancerName().equals(name))
        .findFirst();
  }

  Optional<TargetGroup> targetGroup(String name) {
    return targetGroups().stream().filter(each -> each.targetGroupName().equals(name)).findFirst();
  }

  /// The target groups that rules of this load balancer forward to.
  List<TargetGroup> targetGroupsOf(LoadBalancer loadBalancer) {
    return targetGroups().stream()
        .filter(group -> group.loadBalancerArns().contains(loadBalancer.loadBalancerArn()))
        .toList();
  }

  /// By ascending port.
  List<Listener> listeners(LoadBalancer loadBalancer) {
    List<Listener> all = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      DescribeListenersResponse page =
          elb.describeListeners(
              request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()).marker(from));
      all.addAll(page.listeners());
      marker = page.nextMarker();
    } while (marker != null);
    all.sort((a, b) -> Integer.compare(a.port(), b.port()));
    return all;
  }

  /// In evaluation order, the default rule last.
  List<Rule> rules(Listener listener) {
    List<Rule> all = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      DescribeRulesResponse page =
          elb.describeRules(
              request -> request.listenerArn(listener.listenerArn()).pageSize(400).marker(from));
      all.addAll(page.rules());
      marker = page.nextMarker();
    } while (marker != null);
    all.sort((a, b) -> Integer.compare(priority(a), priority(b)));
    return all;
  }

  private static int priority(Rule rule) {
    return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
  }

  List<TargetHealthDescription> health(TargetGroup group) {
    return elb.describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
        .targetHealthDescriptions();
  }

  Map<String, String> attributes(LoadBalancer loadBalancer) {
    Map<String, String> all = new TreeMap<>();
    for (LoadBalancerAttribute attribute :
        elb.describeLoadBalancerAttributes(
                request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
            .attributes()) {
      all.put(attribute.key(), attribute.value());
    }
    return all;
  }

  Map<String, String> attributes(TargetGroup group) {
    Map<String, String> all = new TreeMap<>();
    elb.describeTargetGroupAttributes(request -> request.targetGroupArn(group.targetGroupArn()))
        .attributes()
        .forEach(attribute -> all.put(attribute.key(), attribute.value()));
    return all;
  }

  Map<String, String> tags(String arn) {
    Map<String, String> all = new TreeMap<>();
    elb.describeTags(request -> request.resourceArns(arn)).tagDescriptions().stream()
        .flatMap(description -> description.tags().stream())
        .forEach((Tag tag) -> all.put(tag.key(), tag.value() == null ? "" : tag.value()));
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

  /// A list that is read again only after a change.
  private static final class Kept<T> {
    private final ChangeSource changes;
    private final java.util.function.Supplier<List<T>> read;
    private long revision = Long.MIN_VALUE;
    private List<T> list = List.of();

    Kept(ChangeSource changes, java.util.function.Supplier<List<T>> read) {
      this.changes = changes;
      this.read = read;
    }

    synchronized List<T> get() {
      long now = changes.revision();
      if (now != revision) {
        list = List.copyOf(read.get());
        revision = now;
      }
      return list;
    }
  }
}
