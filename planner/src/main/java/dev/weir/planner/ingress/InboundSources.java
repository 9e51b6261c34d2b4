package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.crd.IngressClassParamsSpec;
import java.util.List;

/// Who may reach the ports that an Ingress opens: address blocks and prefix lists.
record InboundSources(List<String> cidrsV4, List<String> cidrsV6, List<String> prefixLists) {

  static InboundSources of(ClassifiedIngress ingress) {
    List<String> cidrs = cidrs(ingress);
    return new InboundSources(
        cidrs.stream().filter(cidr -> !cidr.contains(":")).toList(),
        cidrs.stream().filter(cidr -> cidr.contains(":")).toList(),
        prefixLists(ingress));
  }

  private static List<String> cidrs(ClassifiedIngress ingress) {
    List<String> imposed = ingress.params().spec().inboundCIDRs();
    for (String cidr : imposed) {
      if (!CidrText.isValid(cidr)) {
        throw PlanError.inField(
            "spec.inboundCIDRs",
            "invalid CIDR in IngressClassParams InboundCIDR "
                + cidr
                + ": invalid CIDR address: "
                + cidr);
      }
    }
    if (!imposed.isEmpty()) {
      return imposed;
    }
    List<String> annotated =
        ingress.annotations().stringList(LoadBalancerAnnotations.INBOUND_CIDRS).orElse(List.of());
    for (String cidr : annotated) {
      if (!CidrText.isValid(cidr)) {
        throw PlanError.inField(
            LoadBalancerAnnotations.INBOUND_CIDRS.key(),
            "invalid inbound-cidrs settings on Ingress: "
                + ingress.key()
                + ": invalid CIDR address: "
                + cidr);
      }
    }
    return annotated;
  }

  private static List<String> prefixLists(ClassifiedIngress ingress) {
    IngressClassParamsSpec params = ingress.params().spec();
    if (!params.prefixListsIDs().isEmpty()) {
      return params.prefixListsIDs();
    }
    if (!params.prefixListsIDsLegacy().isEmpty()) {
      return params.prefixListsIDsLegacy();
    }
    return ingress
        .annotations()
        .stringList(LoadBalancerAnnotations.SECURITY_GROUP_PREFIX_LISTS)
        .orElse(List.of());
  }
}
