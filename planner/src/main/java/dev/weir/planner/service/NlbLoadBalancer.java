package dev.weir.planner.service;

import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.name.Utf8;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.LoadBalancerSpec.MinimumCapacity;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import dev.weir.planner.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The load balancer itself. Its settings are read in a fixed order, because the first error is the
/// one reported.
final class NlbLoadBalancer {

  static final String ID = "LoadBalancer";

  private static final int MAX_NAME_BYTES = 32;
  private static final Annotation PRIVATE_LINK =
      ServiceLoadBalancerAnnotations.INBOUND_SG_RULES_ON_PRIVATE_LINK_TRAFFIC;

  private final ServiceContext context;
  private final NlbNetwork network;
  private final @Nullable ExistingLoadBalancer existing;
  private final Stack.Builder stack;

  NlbLoadBalancer(
      ServiceContext context,
      NlbNetwork network,
      @Nullable ExistingLoadBalancer existing,
      Stack.Builder stack) {
    this.context = context;
    this.network = network;
    this.existing = existing;
    this.stack = stack;
  }

  /// Adds the load balancer and its managed security group, if any.
  NlbSecurityGroups build() {
    List<KeyValue> attributes = NlbAttributes.of(context);
    NlbSecurityGroups securityGroups =
        PlanError.naming(
            ServiceLoadBalancerAnnotations.SECURITY_GROUPS.key(),
            () -> NlbSecurityGroups.of(context, network, existing, stack));
    Map<String, String> tags = ServiceTags.of(context);
    String sourceNat = new SourceNatPrefixes(context, network).enabled();
    List<SubnetMapping> subnets = new SubnetAddresses(context, network).mappings(sourceNat);
    String name = name();
    String privateLink = privateLink();
    MinimumCapacity capacity = NlbCapacity.of(context);
    stack.add(
        ID,
        new LoadBalancerSpec(
            name,
            "network",
            network.scheme(),
            network.ipAddressType(),
            sourceNat,
            subnets,
            securityGroups.groups(),
            privateLink,
            null,
            attributes,
            capacity,
            tags,
            null));
    return securityGroups;
  }

  private String name() {
    Optional<String> chosen = context.annotations().string(ServiceLoadBalancerAnnotations.NAME);
    if (chosen.isEmpty()) {
      return context.names().loadBalancer(network.scheme());
    }
    if (Utf8.length(chosen.get()) > MAX_NAME_BYTES) {
      throw PlanError.inField(
          ServiceLoadBalancerAnnotations.NAME.key(),
          "load balancer name cannot be longer than " + MAX_NAME_BYTES + " characters");
    }
    return chosen.get();
  }

  private @Nullable String privateLink() {
    String value = context.annotations().string(PRIVATE_LINK).orElse(null);
    if (value != null && !value.equals("on") && !value.equals("off")) {
      throw PlanError.inField(
          PRIVATE_LINK.key(),
          "Invalid value for securityGroupsInboundRulesOnPrivateLink status: "
              + value
              + ", value must be one of [on, off]");
    }
    return value;
  }
}
