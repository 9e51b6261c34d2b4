package dev.weir.controller.observed;

import dev.weir.controller.deploy.ElbInventory;
import dev.weir.controller.deploy.TrackingTags;
import dev.weir.controller.network.IngressRule;
import dev.weir.controller.network.SecurityGroups;
import dev.weir.planner.change.ObservedStack;
import dev.weir.planner.crd.TargetGroupBinding;
import dev.weir.planner.stack.BindingNetworking;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Reads what exists of a stack: in the load balancer API, in EC2 and in Kubernetes. Writes
/// nothing.
public final class ObservedStackReader {
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;
  private final SecurityGroups securityGroups;
  private final KubernetesClient kubernetes;

  public ObservedStackReader(
      ElasticLoadBalancingV2Client elb,
      ElbInventory inventory,
      SecurityGroups securityGroups,
      KubernetesClient kubernetes) {
    this.elb = elb;
    this.inventory = inventory;
    this.securityGroups = securityGroups;
    this.kubernetes = kubernetes;
  }

  /// @param tracking whose stack it is: that of an Ingress group or of a Service
  /// @param stackId `name` or `namespace/name`
  public ObservedStack read(TrackingTags tracking, String stackId) {
    List<ObservedStack.Resource> resources = new ArrayList<>();
    for (SecurityGroup group : securityGroups.withTags(tracking.ofStack(stackId))) {
      resources.add(securityGroup(group, tracking));
    }
    Map<String, String> groupIds = new HashMap<>();
    for (var found : inventory.targetGroups(tracking, stackId)) {
      resources.add(targetGroup(found));
      groupIds.put(found.resource().targetGroupArn(), found.resourceId());
    }
    for (var found : inventory.loadBalancers(tracking, stackId)) {
      resources.add(loadBalancer(found));
      addListeners(found, resources);
    }
    addBindings(tracking.labels(stackId), groupIds, resources);
    return new ObservedStack(stackId, resources);
  }

  private static ObservedStack.Resource securityGroup(SecurityGroup group, TrackingTags tracking) {
    Map<String, String> tags = new HashMap<>();
    group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    List<SecurityGroupSpec.Permission> permissions = new ArrayList<>();
    group
        .ipPermissions()
        .forEach(permission ->
            IngressRule.of(permission).forEach(rule -> permissions.add(permission(rule))));
    return new ObservedStack.Resource(
        tags.getOrDefault(tracking.resourceKey(), group.groupName()),
        new SecurityGroupSpec(group.groupName(), group.description(), tags, permissions),
        group.groupId(),
        null);
  }

  private static SecurityGroupSpec.Permission permission(IngressRule rule) {
    @Nullable String note = rule.description().isEmpty() ? null : rule.description();
    List<SecurityGroupSpec.IpRange> v4 = new ArrayList<>();
    List<SecurityGroupSpec.Ipv6Range> v6 = new ArrayList<>();
    List<SecurityGroupSpec.GroupPair> groups = new ArrayList<>();
    List<SecurityGroupSpec.PrefixList> lists = new ArrayList<>();
    switch (rule.source()) {
      case IngressRule.Source.Ipv4(String cidr) ->
          v4.add(new SecurityGroupSpec.IpRange(cidr, note));
      case IngressRule.Source.Ipv6(String cidr) ->
          v6.add(new SecurityGroupSpec.Ipv6Range(cidr, note));
      case IngressRule.Source.Group(String id) ->
          groups.add(new SecurityGroupSpec.GroupPair(id, note));
      case IngressRule.Source.PrefixList(String id) ->
          lists.add(new SecurityGroupSpec.PrefixList(id, note));
    }
    return new SecurityGroupSpec.Permission(
        rule.protocol(), rule.fromPort(), rule.toPort(), v4, v6, groups, lists);
  }

  private ObservedStack.Resource targetGroup(ElbInventory.Found<TargetGroup> found) {
    TargetGroup group = found.resource();
    List<KeyValue> attributes =
        elb
            .describeTargetGroupAttributes(r -> r.targetGroupArn(group.targetGroupArn()))
            .attributes()
            .stream()
            .map(a -> new KeyValue(a.key(), Objects.requireNonNullElse(a.value(), "")))
            .toList();
    TargetGroupSpec.Matcher matcher =
        group.matcher() == null
            ? null
            : new TargetGroupSpec.Matcher(group.matcher().httpCode(), group.matcher().grpcCode());
    TargetGroupSpec spec =
        new TargetGroupSpec(
            group.targetGroupName(),
            group.targetTypeAsString(),
            Objects.requireNonNullElse(group.port(), 0),
            group.protocolAsString(),
            group.protocolVersion(),
            group.ipAddressTypeAsString(),
            new TargetGroupSpec.HealthCheck(
                group.healthCheckPort() == null ? null : new IntOrString(group.healthCheckPort()),
                group.healthCheckProtocolAsString(),
                group.healthCheckPath(),
                matcher,
                group.healthCheckIntervalSeconds(),
                group.healthCheckTimeoutSeconds(),
                group.healthyThresholdCount(),
                group.unhealthyThresholdCount()),
            attributes,
            found.tags(),
            group.targetControlPort());
    return new ObservedStack.Resource(found.resourceId(), spec, group.targetGroupArn(), null);
  }

  private ObservedStack.Resource loadBalancer(ElbInventory.Found<LoadBalancer> found) {
    LoadBalancer balancer = found.resource();
    List<KeyValue> attributes =
        elb
            .describeLoadBalancerAttributes(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
            .attributes()
            .stream()
            .map(a -> new KeyValue(a.key(), Objects.requireNonNullElse(a.value(), "")))
            .toList();
    LoadBalancerSpec spec =
        new LoadBalancerSpec(
            balancer.loadBalancerName(),
            balancer.typeAsString(),
            balancer.schemeAsString(),
            balancer.ipAddressTypeAsString(),
            balancer.enablePrefixForIpv6SourceNatAsString(),
            balancer.availabilityZones().stream()
                .map(zone -> LoadBalancerSpec.SubnetMapping.of(zone.subnetId()))
                .toList(),
            balancer.securityGroups().stream().map(Token::of).toList(),
            balancer.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(),
            balancer.customerOwnedIpv4Pool(),
            attributes,
            null,
            found.tags(),
            balancer.ipamPools() == null ? null : balancer.ipamPools().ipv4IpamPoolId());
    return new ObservedStack.Resource(
        found.resourceId(), spec, balancer.loadBalancerArn(), balancer.dnsName());
  }

  private void addListeners(
      ElbInventory.Found<LoadBalancer> found, List<ObservedStack.Resource> resources) {
    boolean isFrontend = found.resourceId().equals("FrontendNlb");
    for (Listener listener : inventory.listeners(found.resource().loadBalancerArn())) {
      String id =
          isFrontend
              ? "FrontendNlb-ls-" + listener.protocolAsString() + "-" + listener.port()
              : String.valueOf(listener.port());
      resources.add(
          new ObservedStack.Resource(id, listener(listener), listener.listenerArn(), null));
      addRules(listener, resources);
    }
  }

  private ListenerSpec listener(Listener listener) {
    String arn = listener.listenerArn();
    List<ListenerSpec.Attribute> attributes =
        elb.describeListenerAttributes(r -> r.listenerArn(arn)).attributes().stream()
            .map(
                a -> new ListenerSpec.Attribute(a.key(), Objects.requireNonNullElse(a.value(), "")))
            .toList();
    return new ListenerSpec(
        Token.of(listener.loadBalancerArn()),
        listener.port(),
        listener.protocolAsString(),
        ObservedRules.actions(listener.defaultActions()),
        certificates(listener),
        listener.sslPolicy(),
        listener.alpnPolicy(),
        mutualAuthentication(listener),
        inventory.tags().of(arn),
        attributes);
  }

  private static ListenerSpec.@Nullable MutualAuthentication mutualAuthentication(
      Listener listener) {
    var shown = listener.mutualAuthentication();
    if (shown == null || shown.mode() == null) {
      return null;
    }
    return new ListenerSpec.MutualAuthentication(
        shown.mode(),
        Objects.requireNonNullElse(shown.trustStoreArn(), ""),
        shown.ignoreClientCertificateExpiry(),
        shown.advertiseTrustStoreCaNamesAsString());
  }

  /// The default one first.
  private List<ListenerSpec.CertificateRef> certificates(Listener listener) {
    List<String> arns = new ArrayList<>();
    listener.certificates().stream().map(Certificate::certificateArn).forEach(arns::add);
    if (listener.sslPolicy() != null) {
      elb.describeListenerCertificatesPaginator(r -> r.listenerArn(listener.listenerArn()))
          .certificates()
          .forEach(certificate -> {
            if (!arns.contains(certificate.certificateArn())) {
              arns.add(certificate.certificateArn());
            }
          });
    }
    return arns.stream()
        .map(arn -> new ListenerSpec.CertificateRef(new Token.ExistingCertificate(arn)))
        .toList();
  }

  private void addRules(Listener listener, List<ObservedStack.Resource> resources) {
    List<Rule> rules =
        elb.describeRulesPaginator(r -> r.listenerArn(listener.listenerArn())).rules().stream()
            .filter(rule -> !Boolean.TRUE.equals(rule.isDefault()))
            .toList();
    var tags = inventory.tags().of(rules.stream().map(Rule::ruleArn).toList());
    for (Rule rule : rules) {
      ListenerRuleSpec spec =
          new ListenerRuleSpec(
              Token.of(listener.listenerArn()),
              Integer.parseInt(rule.priority()),
              ObservedRules.actions(rule.actions()),
              ObservedRules.conditions(rule.conditions()),
              ObservedRules.transforms(rule.transforms()),
              tags.getOrDefault(rule.ruleArn(), Map.of()));
      resources.add(
          new ObservedStack.Resource(
              listener.port() + ":" + rule.priority(), spec, rule.ruleArn(), null));
    }
  }

  private void addBindings(
      Map<String, String> labels,
      Map<String, String> groupIds,
      List<ObservedStack.Resource> resources) {
    kubernetes
        .resources(TargetGroupBinding.class)
        .inAnyNamespace()
        .withLabels(labels)
        .list()
        .getItems()
        .forEach(binding -> {
          String arn = Objects.requireNonNullElse(binding.getSpec().targetGroupArn(), "");
          String name =
              binding.getMetadata().getNamespace() + "/" + binding.getMetadata().getName();
          resources.add(
              new ObservedStack.Resource(
                  groupIds.getOrDefault(arn, name), binding(binding, arn), name, null));
        });
  }

  private static TargetGroupBindingSpec binding(TargetGroupBinding binding, String arn) {
    var spec = binding.getSpec();
    Map<String, String> nodeLabels =
        Optional.ofNullable(spec.nodeSelector())
            .flatMap(selector -> Optional.ofNullable(selector.getMatchLabels()))
            .orElse(Map.of());
    return new TargetGroupBindingSpec(
        binding.getMetadata().getNamespace(),
        binding.getMetadata().getName(),
        Token.of(arn),
        Objects.requireNonNullElse(spec.targetType(), ""),
        new TargetGroupBindingSpec.ServiceRef(spec.serviceRef().name(), spec.serviceRef().port()),
        networking(spec.networking()),
        nodeLabels,
        spec.ipAddressType(),
        spec.vpcId(),
        Boolean.TRUE.equals(spec.multiClusterTargetGroup()),
        spec.targetGroupProtocol());
  }

  private static @Nullable BindingNetworking networking(
      dev.weir.planner.crd.TargetGroupBindingSpec.@Nullable Networking networking) {
    if (networking == null) {
      return null;
    }
    return new BindingNetworking(
        networking.ingress().stream()
            .map(rule ->
                new BindingNetworking.Rule(
                    rule.from().stream()
                        .map(peer ->
                            peer.securityGroup() == null
                                ? BindingNetworking.Peer.ofCidr(
                                    peer.ipBlock() == null ? "" : peer.ipBlock().cidr())
                                : BindingNetworking.Peer.of(
                                    Token.of(peer.securityGroup().groupId())))
                        .toList(),
                    rule.ports().stream()
                        .map(port -> new BindingNetworking.Port(port.protocol(), port.port()))
                        .toList()))
            .toList());
  }
}
