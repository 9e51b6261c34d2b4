package dev.weir.controller.deploy;

import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.ResourceType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpamPools;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveIpamPoolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/// Makes one load balancer, and changes an existing one step by step. Changed addresses on subnets
/// that stay are not noticed, as the API offers no way to change them.
final class LoadBalancerUpdate {
  private static final ResourceType TYPE = ResourceType.LOAD_BALANCER;

  private final Deployment deployment;
  private final ElasticLoadBalancingV2Client elb;
  private final ElbTags tags;
  private final DeploySettings settings;

  LoadBalancerUpdate(
      Deployment deployment,
      ElasticLoadBalancingV2Client elb,
      ElbTags tags,
      DeploySettings settings) {
    this.deployment = deployment;
    this.elb = elb;
    this.tags = tags;
    this.settings = settings;
  }

  LoadBalancer create(String id, LoadBalancerSpec spec) {
    var request =
        CreateLoadBalancerRequest.builder()
            .name(spec.name())
            .type(spec.type())
            .scheme(spec.scheme())
            .ipAddressType(spec.ipAddressType())
            .subnetMappings(mappings(spec))
            .customerOwnedIpv4Pool(spec.customerOwnedIpv4Pool())
            .ipamPools(pools(spec))
            .tags(ElbTags.sdk(deployment.tagsOn(id, spec.tags())));
    if (!spec.securityGroups().isEmpty()) {
      request.securityGroups(securityGroups(spec));
    }
    if (spec.type().equals("network")) {
      request.enablePrefixForIpv6SourceNat(spec.enablePrefixForIpv6SourceNat());
    }
    LoadBalancer created = elb.createLoadBalancer(request.build()).loadBalancers().getFirst();
    deployment.created(TYPE, id, created.loadBalancerArn());
    reconcileAttributes(id, spec, created.loadBalancerArn());
    String privateLink = spec.securityGroupsInboundRulesOnPrivateLink();
    if (privateLink != null && !spec.securityGroups().isEmpty()) {
      setSecurityGroups(created.loadBalancerArn(), spec);
    }
    return created;
  }

  void update(
      String id, LoadBalancerSpec spec, LoadBalancer observed, Map<String, String> observedTags) {
    String arn = observed.loadBalancerArn();
    if (pool(observed) != null && spec.ipv4IpamPool() == null) {
      elb.modifyIpPools(r -> r.loadBalancerArn(arn).removeIpamPools(RemoveIpamPoolEnum.IPV4));
      modified(id, arn, "ipv4IPAMPool", pool(observed), "");
    }
    reconcileTags(id, spec, arn, observedTags);
    reconcileSecurityGroups(id, spec, observed);
    reconcileSubnets(id, spec, observed);
    if (spec.ipAddressType() != null
        && !spec.ipAddressType().equals(observed.ipAddressTypeAsString())) {
      elb.setIpAddressType(r -> r.loadBalancerArn(arn).ipAddressType(spec.ipAddressType()));
      modified(id, arn, "ipAddressType", observed.ipAddressTypeAsString(), spec.ipAddressType());
    }
    reconcileAttributes(id, spec, arn);
    if (spec.ipv4IpamPool() != null && !spec.ipv4IpamPool().equals(pool(observed))) {
      elb.modifyIpPools(r -> r.loadBalancerArn(arn).ipamPools(pools(spec)));
      modified(id, arn, "ipv4IPAMPool", pool(observed), spec.ipv4IpamPool());
    }
  }

  private void reconcileTags(
      String id, LoadBalancerSpec spec, String arn, Map<String, String> observed) {
    Set<String> untouchable = new HashSet<>(deployment.tracking().legacyKeys());
    untouchable.addAll(settings.externalManagedTags());
    TagDiff diff = TagDiff.of(deployment.tagsOn(id, spec.tags()), observed, untouchable);
    tags.apply(arn, diff);
    if (!diff.isEmpty()) {
      modified(id, arn, "tags", diff.remove(), diff.set());
    }
  }

  private void reconcileSecurityGroups(String id, LoadBalancerSpec spec, LoadBalancer observed) {
    List<String> desired = securityGroups(spec);
    String privateLink = spec.securityGroupsInboundRulesOnPrivateLink();
    boolean groupsDiffer = !new HashSet<>(desired).equals(new HashSet<>(observed.securityGroups()));
    boolean linkDiffers =
        privateLink != null
            && !privateLink.equals(observed.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic());
    if (groupsDiffer || linkDiffers) {
      setSecurityGroups(observed.loadBalancerArn(), spec);
      modified(
          id, observed.loadBalancerArn(), "securityGroups", observed.securityGroups(), desired);
    }
  }

  private void setSecurityGroups(String arn, LoadBalancerSpec spec) {
    elb.setSecurityGroups(r ->
        r.loadBalancerArn(arn)
            .securityGroups(securityGroups(spec))
            .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(
                spec.securityGroupsInboundRulesOnPrivateLink()));
  }

  private void reconcileSubnets(String id, LoadBalancerSpec spec, LoadBalancer observed) {
    Set<String> desired = new TreeSet<>();
    Set<String> desiredPrefixes = new TreeSet<>();
    for (var mapping : spec.subnetMappings()) {
      desired.add(mapping.subnetId());
      if (mapping.sourceNatIpv6Prefix() != null) {
        desiredPrefixes.add(mapping.sourceNatIpv6Prefix());
      }
    }
    Set<String> present = new TreeSet<>();
    Set<String> presentPrefixes = new TreeSet<>();
    for (var zone : observed.availabilityZones()) {
      present.add(zone.subnetId());
      presentPrefixes.addAll(zone.sourceNatIpv6Prefixes());
    }
    boolean isNetwork = spec.type().equals("network");
    boolean prefixFlagDiffers =
        isNetwork
            && spec.enablePrefixForIpv6SourceNat() != null
            && !spec.enablePrefixForIpv6SourceNat()
                .equals(
                    Objects.requireNonNullElse(
                        observed.enablePrefixForIpv6SourceNatAsString(), "off"));
    if (desired.equals(present)
        && (desiredPrefixes.isEmpty() || desiredPrefixes.equals(presentPrefixes))
        && !prefixFlagDiffers
        && !addsIpv6Addresses(spec, observed)) {
      return;
    }
    String arn = observed.loadBalancerArn();
    elb.setSubnets(r -> {
      r.loadBalancerArn(arn).subnetMappings(mappings(spec));
      if (isNetwork) {
        r.ipAddressType(spec.ipAddressType())
            .enablePrefixForIpv6SourceNat(spec.enablePrefixForIpv6SourceNat());
      }
    });
    modified(id, arn, "subnets", present, desired);
  }

  private static boolean addsIpv6Addresses(LoadBalancerSpec spec, LoadBalancer observed) {
    return "ipv4".equals(observed.ipAddressTypeAsString())
        && "dualstack".equals(spec.ipAddressType())
        && spec.subnetMappings().stream().anyMatch(mapping -> mapping.ipv6Address() != null);
  }

  private void reconcileAttributes(String id, LoadBalancerSpec spec, String arn) {
    Map<String, String> desired = new TreeMap<>();
    for (KeyValue attribute : spec.loadBalancerAttributes()) {
      desired.put(attribute.key(), attribute.value());
    }
    if (desired.isEmpty()) {
      return;
    }
    Map<String, String> observed =
        elb.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn)).attributes().stream()
            .collect(
                Collectors.toMap(a -> a.key(), a -> Objects.requireNonNullElse(a.value(), "")));
    AttributeDiff diff = AttributeDiff.of(desired, observed);
    if (!diff.isEmpty()) {
      elb.modifyLoadBalancerAttributes(r ->
          r.loadBalancerArn(arn)
              .attributes(
                  diff.changed().entrySet().stream()
                      .map(e ->
                          LoadBalancerAttribute.builder()
                              .key(e.getKey())
                              .value(e.getValue())
                              .build())
                      .toList()));
      deployment.modified(TYPE, id, arn, diff.fields());
    }
  }

  private List<String> securityGroups(LoadBalancerSpec spec) {
    return spec.securityGroups().stream().map(deployment::resolve).toList();
  }

  private static List<SubnetMapping> mappings(LoadBalancerSpec spec) {
    return spec.subnetMappings().stream()
        .map(m ->
            SubnetMapping.builder()
                .subnetId(m.subnetId())
                .allocationId(m.allocationId())
                .privateIPv4Address(m.privateIpv4Address())
                .iPv6Address(m.ipv6Address())
                .sourceNatIpv6Prefix(m.sourceNatIpv6Prefix())
                .build())
        .toList();
  }

  private static @Nullable IpamPools pools(LoadBalancerSpec spec) {
    return spec.ipv4IpamPool() == null
        ? null
        : IpamPools.builder().ipv4IpamPoolId(spec.ipv4IpamPool()).build();
  }

  private static @Nullable String pool(LoadBalancer observed) {
    return observed.ipamPools() == null ? null : observed.ipamPools().ipv4IpamPoolId();
  }

  private void modified(
      String id, String arn, String field, @Nullable Object before, @Nullable Object after) {
    deployment.modified(
        TYPE,
        id,
        arn,
        field,
        Objects.requireNonNullElse(before, ""),
        Objects.requireNonNullElse(after, ""));
  }
}
