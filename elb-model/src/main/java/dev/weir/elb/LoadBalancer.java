package dev.weir.elb;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A load balancer of the ELBv2 API.
///
/// @param name at most 32 characters of `[A-Za-z0-9-]`
/// @param scheme `internet-facing` or `internal`
/// @param ipAddressType `ipv4`, `dualstack` or `dualstack-without-public-ipv4`
/// @param dnsName the name that clients use, mixed case kept
/// @param addresses the loopback addresses that belong to this load balancer alone; its listeners
///   bind their ports there, as the address book says
/// @param attributes only the attributes that were set; see {@link LoadBalancerAttributes}
/// @param settings what the API stores and returns but the data plane does not read
public record LoadBalancer(
    Arn arn,
    String name,
    LoadBalancerType type,
    String scheme,
    String ipAddressType,
    String vpcId,
    List<Zone> zones,
    List<String> securityGroups,
    String dnsName,
    String canonicalHostedZoneId,
    Instant createdTime,
    LoadBalancerState state,
    List<String> addresses,
    Map<String, String> attributes,
    Settings settings) {

  public LoadBalancer {
    zones = List.copyOf(zones);
    securityGroups = List.copyOf(securityGroups);
    addresses = List.copyOf(addresses);
    attributes = Attributes.sorted(attributes);
  }

  /// One zone of a load balancer with its subnet.
  public record Zone(
      String zoneName,
      String subnetId,
      @Nullable String allocationId,
      @Nullable String privateIpv4Address,
      @Nullable String ipv6Address,
      @Nullable String sourceNatIpv6Prefix) {

    public static Zone of(String zoneName, String subnetId) {
      return new Zone(zoneName, subnetId, null, null, null, null);
    }
  }

  /// Settings that only the API knows.
  ///
  /// @param capacityUnits reserved load balancer capacity units, absent when none are reserved
  public record Settings(
      Optional<String> customerOwnedIpv4Pool,
      Optional<String> ipv4IpamPoolId,
      Optional<String> enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
      Optional<String> enablePrefixForIpv6SourceNat,
      Optional<Integer> capacityUnits) {

    public static final Settings NONE =
        new Settings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /// The value of an attribute, or its default for this load balancer, or empty.
  public String attribute(String key) {
    String set = attributes.get(key);
    if (set != null) {
      return set;
    }
    return LoadBalancerAttributes.of(type, scheme).stream()
        .filter(definition -> definition.key().equals(key))
        .map(AttributeDefinition::defaultValue)
        .findFirst()
        .orElse("");
  }

  /// The `app/name/id` form of ARNs, logs and metrics.
  public String dimension() {
    return arn.dimension();
  }

  public LoadBalancer withState(LoadBalancerState newState) {
    return new LoadBalancer(
        arn,
        name,
        type,
        scheme,
        ipAddressType,
        vpcId,
        zones,
        securityGroups,
        dnsName,
        canonicalHostedZoneId,
        createdTime,
        newState,
        addresses,
        attributes,
        settings);
  }

  public LoadBalancer withAttributes(Map<String, String> newAttributes) {
    return new LoadBalancer(
        arn,
        name,
        type,
        scheme,
        ipAddressType,
        vpcId,
        zones,
        securityGroups,
        dnsName,
        canonicalHostedZoneId,
        createdTime,
        state,
        addresses,
        newAttributes,
        settings);
  }

  public LoadBalancer withSecurityGroups(List<String> newSecurityGroups) {
    return new LoadBalancer(
        arn,
        name,
        type,
        scheme,
        ipAddressType,
        vpcId,
        zones,
        newSecurityGroups,
        dnsName,
        canonicalHostedZoneId,
        createdTime,
        state,
        addresses,
        attributes,
        settings);
  }

  public LoadBalancer withZones(List<Zone> newZones, String newIpAddressType) {
    return new LoadBalancer(
        arn,
        name,
        type,
        scheme,
        newIpAddressType,
        vpcId,
        newZones,
        securityGroups,
        dnsName,
        canonicalHostedZoneId,
        createdTime,
        state,
        addresses,
        attributes,
        settings);
  }

  public LoadBalancer withSettings(Settings newSettings) {
    return new LoadBalancer(
        arn,
        name,
        type,
        scheme,
        ipAddressType,
        vpcId,
        zones,
        securityGroups,
        dnsName,
        canonicalHostedZoneId,
        createdTime,
        state,
        addresses,
        attributes,
        newSettings);
  }
}
