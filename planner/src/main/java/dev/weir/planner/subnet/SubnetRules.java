package dev.weir.planner.subnet;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.FeatureGates;
import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the subnets of one load balancer must have in common.
final class SubnetRules {

  private SubnetRules() {}

  static void requireOnePerZone(List<Subnet> subnets) {
    Map<String, List<String>> idsByZone = new TreeMap<>();
    for (Subnet subnet : subnets) {
      idsByZone
          .computeIfAbsent(subnet.zone().availabilityZone(), _ -> new ArrayList<>())
          .add(subnet.id());
    }
    idsByZone.forEach((zone, ids) -> {
      if (ids.size() > 1) {
        throw PlanError.of(
            "multiple subnets in same Availability Zone "
                + zone
                + ": ["
                + String.join(" ", ids)
                + "]");
      }
    });
  }

  /// The kind of place that all of them are in.
  static String requireOneLocale(List<Subnet> subnets) {
    TreeSet<String> locales = new TreeSet<>();
    subnets.forEach(subnet -> locales.add(subnet.zone().locale()));
    if (locales.size() > 1) {
      throw PlanError.of("subnets in multiple locales: [" + String.join(" ", locales) + "]");
    }
    return locales.getFirst();
  }

  static void requireCount(
      List<Subnet> subnets, String locale, SubnetRequest request, FeatureGates gates) {
    boolean needsTwo =
        request.isApplication()
            && locale.equals(Subnet.Zone.Type.AVAILABILITY_ZONE.key())
            && !gates.isEnabled(FeatureGate.ALB_SINGLE_SUBNET);
    int minimum = needsTwo ? 2 : 1;
    if (subnets.size() < minimum) {
      throw PlanError.of(
          "subnets count less than minimal required count: " + subnets.size() + " < " + minimum);
    }
  }

  static void requireIpv6(List<Subnet> subnets, SubnetRequest request) {
    if (!request.needsIpv6()) {
      return;
    }
    List<String> without =
        subnets.stream().filter(s -> s.ipv6Cidr() == null).map(Subnet::id).toList();
    if (!without.isEmpty()) {
      throw PlanError.of(
          "subnets ["
              + String.join(" ", without)
              + "] do not have an associated IPv6 CIDR block, which is required for "
              + request.ipAddressType()
              + " load balancers");
    }
  }
}
