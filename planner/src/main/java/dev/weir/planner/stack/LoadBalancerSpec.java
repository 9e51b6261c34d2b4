package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A load balancer. An absent text or object is null; an absent list or map is empty.
///
/// @param type `application` or `network`
/// @param scheme `internal` or `internet-facing`
/// @param enablePrefixForIpv6SourceNat `on` or `off`, Network Load Balancers only
/// @param securityGroupsInboundRulesOnPrivateLink `on` or `off`, Network Load Balancers only
public record LoadBalancerSpec(
    String name,
    String type,
    @Nullable String scheme,
    @Nullable String ipAddressType,
    @Nullable String enablePrefixForIpv6SourceNat,
    @JsonProperty("subnetMapping") List<SubnetMapping> subnetMappings,
    List<Token> securityGroups,
    @Nullable String securityGroupsInboundRulesOnPrivateLink,
    @JsonProperty("customerOwnedIPv4Pool") @Nullable String customerOwnedIpv4Pool,
    List<KeyValue> loadBalancerAttributes,
    @Nullable MinimumCapacity minimumLoadBalancerCapacity,
    Map<String, String> tags,
    @JsonProperty("ipv4IPAMPool") @Nullable String ipv4IpamPool)
    implements ResourceSpec {

  public LoadBalancerSpec {
    subnetMappings = List.copyOf(subnetMappings);
    securityGroups = List.copyOf(securityGroups);
    loadBalancerAttributes = List.copyOf(loadBalancerAttributes);
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.LOAD_BALANCER;
  }

  /// A subnet and, for a Network Load Balancer, the addresses in it.
  public record SubnetMapping(
      @JsonProperty("allocationID") @Nullable String allocationId,
      @JsonProperty("privateIPv4Address") @Nullable String privateIpv4Address,
      @Nullable String ipv6Address,
      @Nullable String sourceNatIpv6Prefix,
      @JsonProperty("subnetID") String subnetId) {

    public static SubnetMapping of(String subnetId) {
      return new SubnetMapping(null, null, null, null, subnetId);
    }
  }

  /// Reserved capacity in load balancer capacity units; 0 resets it.
  public record MinimumCapacity(int capacityUnits) {}
}
