package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import java.util.List;
import java.util.Optional;

/// IPv6 source NAT of a load balancer with UDP listeners.
final class SourceNatPrefixes {

  private static final Annotation ENABLE =
      ServiceLoadBalancerAnnotations.ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT;
  private static final Annotation PREFIXES =
      ServiceLoadBalancerAnnotations.SOURCE_NAT_IPV6_PREFIXES;
  private static final String AUTO_ASSIGNED = "auto_assigned";
  private static final int PREFIX_LENGTH = 80;

  private final ServiceContext context;
  private final NlbNetwork network;

  SourceNatPrefixes(ServiceContext context, NlbNetwork network) {
    this.context = context;
    this.network = network;
  }

  /// `on` or `off`.
  String enabled() {
    String value = context.annotations().string(ENABLE).orElse("off");
    if (!value.equals("on") && !value.equals("off")) {
      throw PlanError.inField(
          ENABLE.key(),
          "Invalid enable-prefix-for-ipv6-source-nat value: "
              + value
              + ". Valid values are ['on', 'off'].");
    }
    if (value.equals("on")) {
      requireIpv6();
    }
    return value;
  }

  /// One prefix for each subnet, when the annotation chooses them.
  Optional<List<String>> chosen(String enabled) {
    Optional<List<String>> prefixes = context.annotations().stringList(PREFIXES);
    if (prefixes.isEmpty()) {
      return Optional.empty();
    }
    if (!network.isDualstack()) {
      throw refused(
          "source-nat-ipv6-prefixes annotation can only be set for Network Load Balancers using Dualstack IP address type.");
    }
    if (!enabled.equals("on")) {
      throw refused(
          "source-nat-ipv6-prefixes annotation is only applicable if enable-prefix-for-ipv6-source-nat annotation is set to on.");
    }
    int subnets = network.subnets().size();
    if (prefixes.get().size() != subnets) {
      throw refused(
          "Number of values in source-nat-ipv6-prefixes ("
              + prefixes.get().size()
              + ") must match the number of subnets ("
              + subnets
              + ").");
    }
    for (int i = 0; i < subnets; i++) {
      requirePrefix(prefixes.get().get(i), network.subnets().get(i));
    }
    return prefixes;
  }

  private void requireIpv6() {
    if (!network.isDualstack()) {
      throw PlanError.inField(
          ENABLE.key(),
          "enable-prefix-for-ipv6-source-nat annotation is only applicable to Network Load Balancers using Dualstack IP address type.");
    }
    List<String> without =
        network.subnets().stream().filter(s -> s.ipv6Cidr() == null).map(Subnet::id).toList();
    if (!without.isEmpty()) {
      throw PlanError.inField(
          ENABLE.key(),
          "To enable prefix for source NAT, all associated subnets must have an IPv6 CIDR. Subnets without IPv6 CIDR: ["
              + String.join(" ", without)
              + "].");
    }
  }

  private static void requirePrefix(String prefix, Subnet subnet) {
    if (prefix.equals(AUTO_ASSIGNED)) {
      return;
    }
    int slash = prefix.indexOf('/');
    Optional<IpAddress> address =
        slash < 0 ? Optional.empty() : IpAddress.parse(prefix.substring(0, slash));
    if (address.isEmpty() || address.get().family() != 6) {
      throw refused(
          "Invalid value in source-nat-ipv6-prefixes: " + prefix + ". Expected an IPv6 CIDR.");
    }
    String length = prefix.substring(slash + 1);
    if (!length.equals(Integer.toString(PREFIX_LENGTH))) {
      throw refused(
          "Invalid value in source-nat-ipv6-prefixes: "
              + prefix
              + ". Prefix length must be 80, but is "
              + length
              + ".");
    }
    String cidr = subnet.ipv6Cidr();
    if (cidr == null || !address.get().isWithin(cidr)) {
      throw refused(
          "Invalid value in source-nat-ipv6-prefixes: "
              + prefix
              + ". It is not within subnet "
              + subnet.id()
              + ".");
    }
  }

  private static PlanError refused(String message) {
    return PlanError.inField(PREFIXES.key(), message);
  }
}
