package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.account.SecurityGroupLookup;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.FrontendNlbAnnotations;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.name.IngressNames;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import dev.weir.planner.stack.Token;
import dev.weir.planner.subnet.SubnetRequest;
import dev.weir.planner.subnet.SubnetResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The frontend Network Load Balancer itself. What the annotations leave open is as for the
/// Application Load Balancer behind it, except the scheme.
record FrontendNlbSettings(PlanContext context, LoadBalancerSpec behind) {

  private static final List<String> ROUTING_POLICIES =
      List.of(
          "any_availability_zone",
          "partial_availability_zone_affinity",
          "availability_zone_affinity");

  LoadBalancerSpec build() {
    String scheme =
        naming(
            FrontendNlbAnnotations.FRONTEND_NLB_SCHEME,
            () ->
                Schemes.of(
                    MemberTexts.of(context.members(), FrontendNlbAnnotations.FRONTEND_NLB_SCHEME),
                    context.environment()));
    String ipAddressType = behind.ipAddressType() == null ? "ipv4" : behind.ipAddressType();
    List<Token> securityGroups =
        naming(FrontendNlbAnnotations.FRONTEND_NLB_SECURITY_GROUPS, this::securityGroups);
    List<SubnetMapping> subnets =
        naming(FrontendNlbAnnotations.FRONTEND_NLB_SUBNETS, () -> subnets(scheme, ipAddressType));
    Map<String, String> attributes =
        naming(FrontendNlbAnnotations.FRONTEND_NLB_ATTRIBUTES, this::attributes);
    return new LoadBalancerSpec(
        IngressNames.frontendNlb(behind.name()),
        "network",
        scheme,
        ipAddressType,
        null,
        subnets,
        securityGroups,
        null,
        null,
        KeyValue.sorted(attributes),
        null,
        naming(FrontendNlbAnnotations.FRONTEND_NLB_TAGS, this::tags),
        null);
  }

  private static <T> T naming(Annotation annotation, Supplier<T> value) {
    return PlanError.naming(annotation.key(), value);
  }

  private List<SubnetMapping> subnets(String scheme, String ipAddressType) {
    List<List<String>> lists = lists(FrontendNlbAnnotations.FRONTEND_NLB_SUBNETS);
    SubnetResolver resolver = new SubnetResolver(context.environment());
    SubnetRequest request = new SubnetRequest("network", scheme, ipAddressType);
    List<Subnet> subnets =
        lists.isEmpty()
            ? discover(resolver, request)
            : resolver.byNamesOrIds(
                AgreedLists.ignoringOrder(lists, "conflicting subnets"), request);
    return withAddresses(subnets, scheme);
  }

  private static List<Subnet> discover(SubnetResolver resolver, SubnetRequest request) {
    try {
      return resolver.discover(request);
    } catch (PlanError e) {
      throw e.in("couldn't auto-discover subnets");
    }
  }

  private List<SubnetMapping> withAddresses(List<Subnet> subnets, String scheme) {
    List<List<String>> lists = lists(FrontendNlbAnnotations.FRONTEND_NLB_EIP_ALLOCATIONS);
    if (lists.isEmpty()) {
      return LoadBalancerSubnets.mappings(subnets);
    }
    List<String> allocations =
        naming(
            FrontendNlbAnnotations.FRONTEND_NLB_EIP_ALLOCATIONS,
            () -> AgreedLists.ignoringOrder(lists, "conflicting eip allocations"));
    if (!scheme.equals("internet-facing")) {
      throw PlanError.inField(
          FrontendNlbAnnotations.FRONTEND_NLB_EIP_ALLOCATIONS.key(),
          "EIP allocations can only be set for internet facing load balancers");
    }
    if (allocations.size() != subnets.size()) {
      throw PlanError.inField(
          FrontendNlbAnnotations.FRONTEND_NLB_EIP_ALLOCATIONS.key(),
          "count of EIP allocations ("
              + allocations.size()
              + ") and subnets ("
              + subnets.size()
              + ") must match");
    }
    List<SubnetMapping> mappings = new ArrayList<>();
    for (int i = 0; i < subnets.size(); i++) {
      mappings.add(new SubnetMapping(allocations.get(i), null, null, null, subnets.get(i).id()));
    }
    return mappings;
  }

  private List<Token> securityGroups() {
    List<List<String>> lists = lists(FrontendNlbAnnotations.FRONTEND_NLB_SECURITY_GROUPS);
    List<String> chosen =
        lists.isEmpty() ? List.of() : AgreedLists.inOrder(lists, "conflicting securityGroups");
    return chosen.isEmpty()
        ? behind.securityGroups()
        : new SecurityGroupLookup(context.environment().vpc())
            .resolve(chosen).stream().map(Token::of).toList();
  }

  // A later member without the annotation disagrees with an earlier one that has it.
  private Map<String, String> attributes() {
    Map<String, String> chosen = null;
    for (ClassifiedIngress member : context.members()) {
      Map<String, String> own =
          member
              .annotations()
              .stringMap(FrontendNlbAnnotations.FRONTEND_NLB_ATTRIBUTES)
              .orElse(Map.of());
      if (chosen == null || chosen.isEmpty()) {
        chosen = own;
      } else if (!chosen.equals(own)) {
        throw PlanError.of(
            "conflicting frontend NLB attributes: " + GoText.map(chosen) + " | " + GoText.map(own));
      }
    }
    Map<String, String> attributes = chosen == null ? Map.of() : chosen;
    requireRoutingPolicy(attributes);
    return attributes;
  }

  private static void requireRoutingPolicy(Map<String, String> attributes) {
    String policy = attributes.get("dns_record.client_routing_policy");
    if (policy != null && !ROUTING_POLICIES.contains(policy)) {
      throw PlanError.inField(
          FrontendNlbAnnotations.FRONTEND_NLB_ATTRIBUTES.key(),
          "invalid dns_record.client_routing_policy set in annotation "
              + FrontendNlbAnnotations.FRONTEND_NLB_ATTRIBUTES.suffix()
              + ": got '"
              + policy
              + "' expected one of ['"
              + String.join("', '", ROUTING_POLICIES)
              + "']");
    }
  }

  private Map<String, String> tags() {
    Optional<Map<String, String>> chosen = Optional.empty();
    for (ClassifiedIngress member : context.members()) {
      Optional<Map<String, String>> own =
          member.annotations().stringMap(FrontendNlbAnnotations.FRONTEND_NLB_TAGS);
      if (own.isPresent() && chosen.isPresent() && !chosen.equals(own)) {
        throw PlanError.of(
            "conflicting frontend NLB tags: "
                + GoText.map(chosen.get())
                + " | "
                + GoText.map(own.get()));
      }
      chosen = chosen.or(() -> own);
    }
    return chosen.orElse(behind.tags());
  }

  private List<List<String>> lists(Annotation annotation) {
    List<List<String>> lists = new ArrayList<>();
    for (ClassifiedIngress member : context.members()) {
      member.annotations().stringList(annotation).ifPresent(lists::add);
    }
    return lists;
  }
}
