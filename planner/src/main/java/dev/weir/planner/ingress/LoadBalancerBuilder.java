package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.name.Utf8;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.LoadBalancerSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The Application Load Balancer of a group.
final class LoadBalancerBuilder {

  private static final int MAX_NAME_BYTES = 32;

  private final PlanContext context;
  private final IngressTags tags;

  LoadBalancerBuilder(PlanContext context, IngressTags tags) {
    this.context = context;
    this.tags = tags;
  }

  /// The load balancer with its security groups; adds it to the stack. Fields are decided in the
  /// order of the statements, and the first that is wrong is the one that is reported.
  Built build(SortedMap<Integer, ListenPortConfig> ports) {
    List<ClassifiedIngress> members = context.members();
    String scheme =
        naming(
            LoadBalancerAnnotations.SCHEME,
            () ->
                Schemes.of(
                    MemberTexts.of(
                        members, LoadBalancerAnnotations.SCHEME, params -> params.scheme()),
                    context.environment()));
    String ipAddressType = ipAddressType(members);
    List<LoadBalancerSpec.SubnetMapping> subnets =
        naming(
            LoadBalancerAnnotations.SUBNETS,
            () -> new LoadBalancerSubnets(context).resolve(scheme, ipAddressType));
    LoadBalancerSecurityGroups securityGroups =
        naming(
            LoadBalancerAnnotations.SECURITY_GROUPS,
            () -> new SecurityGroupBuilder(context, tags).build(ports, ipAddressType));
    String pool = customerOwnedPool(members);
    Map<String, String> attributes =
        naming(
            LoadBalancerAnnotations.LOAD_BALANCER_ATTRIBUTES,
            () -> LoadBalancerAttributes.of(members));
    Map<String, String> allTags = naming(LoadBalancerAnnotations.TAGS, () -> tags.ofAll(members));
    String name = name(members, scheme);
    LoadBalancerSpec spec =
        new LoadBalancerSpec(
            name,
            "application",
            scheme,
            ipAddressType,
            null,
            subnets,
            securityGroups.ofLoadBalancer(),
            null,
            pool,
            KeyValue.sorted(attributes),
            naming(
                    LoadBalancerAnnotations.MINIMUM_LOAD_BALANCER_CAPACITY,
                    () -> MinimumCapacities.of(context))
                .orElse(null),
            allTags,
            naming(LoadBalancerAnnotations.IPAM_IPV4_POOL_ID, () -> IpamPools.of(members))
                .orElse(null));
    context.stack().add(PlanContext.LOAD_BALANCER, spec);
    return new Built(spec, securityGroups);
  }

  /// The load balancer and its security groups.
  record Built(LoadBalancerSpec spec, LoadBalancerSecurityGroups securityGroups) {

    boolean isDualStack() {
      return spec.ipAddressType() != null && spec.ipAddressType().startsWith("dualstack");
    }
  }

  private static <T> T naming(Annotation annotation, Supplier<T> value) {
    return PlanError.naming(annotation.key(), value);
  }

  private static String ipAddressType(List<ClassifiedIngress> members) {
    SortedSet<String> types =
        MemberTexts.of(
            members, LoadBalancerAnnotations.IP_ADDRESS_TYPE, params -> params.ipAddressType());
    if (types.size() > 1) {
      throw PlanError.inField(
          LoadBalancerAnnotations.IP_ADDRESS_TYPE.key(),
          "conflicting IPAddressType: " + GoText.list(types));
    }
    String type = types.isEmpty() ? "ipv4" : types.first();
    return switch (type) {
      case "ipv4", "dualstack", "dualstack-without-public-ipv4" -> type;
      default ->
          throw PlanError.inField(
              LoadBalancerAnnotations.IP_ADDRESS_TYPE.key(), "unknown IPAddressType: " + type);
    };
  }

  private static @Nullable String customerOwnedPool(List<ClassifiedIngress> members) {
    for (ClassifiedIngress member : members) {
      if (member
          .annotations()
          .string(LoadBalancerAnnotations.CUSTOMER_OWNED_IPV4_POOL)
          .filter(String::isEmpty)
          .isPresent()) {
        throw PlanError.inField(
            LoadBalancerAnnotations.CUSTOMER_OWNED_IPV4_POOL.key(),
            "cannot use empty value for customer-owned-ipv4-pool annotation, ingress: "
                + member.key());
      }
    }
    SortedSet<String> pools =
        MemberTexts.of(members, LoadBalancerAnnotations.CUSTOMER_OWNED_IPV4_POOL);
    if (pools.size() > 1) {
      throw PlanError.inField(
          LoadBalancerAnnotations.CUSTOMER_OWNED_IPV4_POOL.key(),
          "conflicting CustomerOwnedIPv4Pool: " + GoText.list(pools));
    }
    return pools.isEmpty() ? null : pools.first();
  }

  private String name(List<ClassifiedIngress> members, String scheme) {
    SortedSet<String> names =
        MemberTexts.of(
            members,
            LoadBalancerAnnotations.LOAD_BALANCER_NAME,
            params -> params.loadBalancerName());
    if (names.size() > 1) {
      throw PlanError.inField(
          LoadBalancerAnnotations.LOAD_BALANCER_NAME.key(),
          "conflicting load balancer name: " + GoText.set(names));
    }
    if (names.isEmpty()) {
      return context.names().loadBalancer(scheme);
    }
    if (Utf8.length(names.first()) > MAX_NAME_BYTES) {
      throw PlanError.inField(
          LoadBalancerAnnotations.LOAD_BALANCER_NAME.key(),
          "load balancer name cannot be longer than 32 characters");
    }
    return names.first();
  }
}
