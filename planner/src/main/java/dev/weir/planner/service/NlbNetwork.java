package dev.weir.planner.service;

import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.subnet.SubnetRequest;
import dev.weir.planner.subnet.SubnetResolver;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the load balancer is.
///
/// @param scheme `internal` or `internet-facing`
/// @param ipAddressType `ipv4` or `dualstack`
record NlbNetwork(String scheme, String ipAddressType, List<Subnet> subnets) {

  static NlbNetwork of(
      ServiceContext context, String scheme, @Nullable ExistingLoadBalancer existing) {
    String ipAddressType = ipAddressType(context);
    SubnetRequest request = new SubnetRequest("network", scheme, ipAddressType);
    return new NlbNetwork(scheme, ipAddressType, subnets(context, request, existing));
  }

  boolean isDualstack() {
    return ipAddressType.equals("dualstack");
  }

  boolean isInternal() {
    return scheme.equals(NlbScheme.INTERNAL);
  }

  private static String ipAddressType(ServiceContext context) {
    String type =
        context.annotations().string(ServiceLoadBalancerAnnotations.IP_ADDRESS_TYPE).orElse("ipv4");
    if (type.equals("ipv4") || type.equals("dualstack")) {
      return type;
    }
    throw PlanError.inField(
        ServiceLoadBalancerAnnotations.IP_ADDRESS_TYPE.key(), "unknown IPAddressType: " + type);
  }

  private static List<Subnet> subnets(
      ServiceContext context, SubnetRequest request, @Nullable ExistingLoadBalancer existing) {
    SubnetResolver resolver = new SubnetResolver(context.environment());
    Optional<List<String>> named =
        context.annotations().stringList(ServiceLoadBalancerAnnotations.SUBNETS);
    if (named.isPresent()) {
      return resolver.byNamesOrIds(named.get(), request);
    }
    if (existing != null && existing.scheme().equals(request.scheme())) {
      return resolver.byNamesOrIds(existing.subnets(), request);
    }
    return resolver.discover(request);
  }
}
