package dev.weir.planner.ingress;

import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.account.ExistingLoadBalancers;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.crd.IngressClassParamsSpec.SubnetSelector;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import dev.weir.planner.subnet.SubnetRequest;
import dev.weir.planner.subnet.SubnetResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Subnets of the Application Load Balancer: selected by the class, else listed by annotation, else
/// those that it has already, else discovered.
final class LoadBalancerSubnets {

  private final PlanContext context;

  LoadBalancerSubnets(PlanContext context) {
    this.context = context;
  }

  List<SubnetMapping> resolve(String scheme, String ipAddressType) {
    List<SubnetSelector> selectors = new ArrayList<>();
    List<List<String>> lists = new ArrayList<>();
    for (ClassifiedIngress member : context.members()) {
      SubnetSelector imposed = member.params().spec().subnets();
      if (imposed != null) {
        selectors.add(imposed);
      } else {
        member.annotations().stringList(LoadBalancerAnnotations.SUBNETS).ifPresent(lists::add);
      }
    }
    SubnetResolver resolver = new SubnetResolver(context.environment());
    SubnetRequest request = new SubnetRequest("application", scheme, ipAddressType);
    if (!selectors.isEmpty()) {
      return mappings(resolver.bySelector(agreed(selectors, lists), request));
    }
    if (!lists.isEmpty()) {
      return mappings(
          resolver.byNamesOrIds(AgreedLists.ignoringOrder(lists, "conflicting subnets"), request));
    }
    Optional<ExistingLoadBalancer> existing = existing(scheme);
    return existing.isPresent()
        ? existing.get().subnets().stream().map(SubnetMapping::of).toList()
        : discover(resolver, request);
  }

  static List<SubnetMapping> mappings(List<Subnet> subnets) {
    return subnets.stream().map(subnet -> SubnetMapping.of(subnet.id())).toList();
  }

  private static SubnetSelector agreed(List<SubnetSelector> selectors, List<List<String>> lists) {
    if (!lists.isEmpty()) {
      throw PlanError.of("conflicting subnet specifications: IngressClassParams versus annotation");
    }
    SubnetSelector first = selectors.getFirst();
    if (!selectors.stream().allMatch(first::equals)) {
      throw PlanError.of("conflicting IngressClassParams subnet specifications");
    }
    return first;
  }

  // The subnets of a load balancer that stays are taken as they are, without looking at them.
  private Optional<ExistingLoadBalancer> existing(String scheme) {
    return new ExistingLoadBalancers(context.environment())
        .find("ingress.k8s.aws", context.group().id().toString(), PlanContext.LOAD_BALANCER)
        .filter(balancer -> balancer.scheme().equals(scheme));
  }

  private static List<SubnetMapping> discover(SubnetResolver resolver, SubnetRequest request) {
    try {
      return mappings(resolver.discover(request));
    } catch (PlanError e) {
      throw e.in("couldn't auto-discover subnets");
    }
  }
}
