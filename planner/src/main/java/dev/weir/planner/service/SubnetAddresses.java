package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The subnets of the load balancer with the addresses that annotations choose in each.
final class SubnetAddresses {

  private static final Annotation EIPS = ServiceLoadBalancerAnnotations.EIP_ALLOCATIONS;
  private static final Annotation PRIVATE_IPV4 =
      ServiceLoadBalancerAnnotations.PRIVATE_IPV4_ADDRESSES;
  private static final Annotation IPV6 = ServiceLoadBalancerAnnotations.IPV6_ADDRESSES;

  private final ServiceContext context;
  private final NlbNetwork network;

  SubnetAddresses(ServiceContext context, NlbNetwork network) {
    this.context = context;
    this.network = network;
  }

  /// @param prefixForSourceNat `on` when IPv6 source NAT prefixes may be chosen
  List<SubnetMapping> mappings(String prefixForSourceNat) {
    Optional<List<String>> eips = eips();
    Optional<List<IpAddress>> privateAddresses = privateIpv4();
    Optional<List<IpAddress>> ipv6Addresses = ipv6();
    Optional<List<String>> prefixes =
        new SourceNatPrefixes(context, network).chosen(prefixForSourceNat);
    List<SubnetMapping> mappings = new ArrayList<>();
    for (int i = 0; i < network.subnets().size(); i++) {
      int index = i;
      Subnet subnet = network.subnets().get(i);
      mappings.add(
          new SubnetMapping(
              eips.map(ids -> ids.get(index)).orElse(null),
              privateAddresses
                  .map(all -> within(all, subnet.cidr(), PRIVATE_IPV4, subnet))
                  .orElse(null),
              ipv6Addresses.map(all -> within(all, subnet.ipv6Cidr(), IPV6, subnet)).orElse(null),
              prefixes.map(all -> all.get(index)).orElse(null),
              subnet.id()));
    }
    return mappings;
  }

  private Optional<List<String>> eips() {
    Optional<List<String>> ids = context.annotations().stringList(EIPS);
    if (ids.isPresent()) {
      if (network.isInternal()) {
        throw PlanError.inField(
            EIPS.key(), "EIP allocations can only be set for internet facing load balancers");
      }
      requireOnePerSubnet(ids.get(), "EIP allocations", EIPS);
    }
    return ids;
  }

  private Optional<List<IpAddress>> privateIpv4() {
    Optional<List<String>> texts = context.annotations().stringList(PRIVATE_IPV4);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    if (!network.isInternal()) {
      throw PlanError.inField(
          PRIVATE_IPV4.key(), "private IPv4 addresses can only be set for internal load balancers");
    }
    requireOnePerSubnet(texts.get(), "private IPv4 addresses", PRIVATE_IPV4);
    return Optional.of(parse(texts.get(), "private IPv4 addresses", PRIVATE_IPV4, 4));
  }

  private Optional<List<IpAddress>> ipv6() {
    Optional<List<String>> texts = context.annotations().stringList(IPV6);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    if (!network.isDualstack()) {
      throw PlanError.inField(
          IPV6.key(), "IPv6 addresses can only be set for dualstack load balancers");
    }
    requireOnePerSubnet(texts.get(), "IPv6 addresses", IPV6);
    return Optional.of(parse(texts.get(), "IPv6 addresses", IPV6, 6));
  }

  private void requireOnePerSubnet(List<String> values, String what, Annotation annotation) {
    int subnets = network.subnets().size();
    if (values.size() != subnets) {
      throw PlanError.inField(
          annotation.key(),
          "count of " + what + " (" + values.size() + ") and subnets (" + subnets + ") must match");
    }
  }

  private static List<IpAddress> parse(
      List<String> texts, String what, Annotation annotation, int family) {
    List<IpAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      IpAddress address =
          IpAddress.parse(text)
              .orElseThrow(() ->
                  PlanError.inField(annotation.key(), what + " must be valid IP address: " + text));
      if (address.family() != family) {
        throw PlanError.inField(
            annotation.key(), what + " must be valid IPv" + family + " address: " + text);
      }
      addresses.add(address);
    }
    return addresses;
  }

  private static String within(
      List<IpAddress> addresses, @Nullable String cidr, Annotation annotation, Subnet subnet) {
    List<IpAddress> matching =
        cidr == null ? List.of() : addresses.stream().filter(a -> a.isWithin(cidr)).toList();
    if (matching.size() != 1) {
      String what = annotation.equals(IPV6) ? "IPv6" : "private IPv4";
      throw PlanError.inField(
          annotation.key(),
          "expect one " + what + " address configured for subnet: " + subnet.id());
    }
    return matching.getFirst().text();
  }
}
