package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A security group and the traffic that it admits.
public record SecurityGroupSpec(
    String groupName, String description, Map<String, String> tags, List<Permission> ingress)
    implements ResourceSpec {

  public SecurityGroupSpec {
    tags = Map.copyOf(tags);
    ingress = List.copyOf(ingress);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.SECURITY_GROUP;
  }

  /// Admits a protocol and port range from the sources; for ICMP the "ports" are type and code.
  public record Permission(
      String ipProtocol,
      @Nullable Integer fromPort,
      @Nullable Integer toPort,
      List<IpRange> ipRanges,
      List<Ipv6Range> ipv6Ranges,
      @JsonProperty("userIDGroupPairs") List<GroupPair> userIdGroupPairs,
      List<PrefixList> prefixLists) {
    public Permission {
      ipRanges = List.copyOf(ipRanges);
      ipv6Ranges = List.copyOf(ipv6Ranges);
      userIdGroupPairs = List.copyOf(userIdGroupPairs);
      prefixLists = List.copyOf(prefixLists);
    }

    /// Admits an IPv4 block.
    public static Permission fromIpv4(String protocol, int fromPort, int toPort, String cidr) {
      return new Permission(
          protocol,
          fromPort,
          toPort,
          List.of(new IpRange(cidr, null)),
          List.of(),
          List.of(),
          List.of());
    }

    /// Admits an IPv6 block.
    public static Permission fromIpv6(String protocol, int fromPort, int toPort, String cidr) {
      return new Permission(
          protocol,
          fromPort,
          toPort,
          List.of(),
          List.of(new Ipv6Range(cidr, null)),
          List.of(),
          List.of());
    }

    /// Admits a managed prefix list.
    public static Permission fromPrefixList(
        String protocol, int fromPort, int toPort, String listId) {
      return new Permission(
          protocol,
          fromPort,
          toPort,
          List.of(),
          List.of(),
          List.of(),
          List.of(new PrefixList(listId, null)));
    }
  }

  /// An IPv4 block.
  public record IpRange(@JsonProperty("cidrIP") String cidr, @Nullable String description) {}

  /// An IPv6 block.
  public record Ipv6Range(@JsonProperty("cidrIPv6") String cidr, @Nullable String description) {}

  /// Another security group.
  public record GroupPair(@JsonProperty("groupID") String groupId, @Nullable String description) {}

  /// A managed prefix list.
  public record PrefixList(@JsonProperty("listID") String listId, @Nullable String description) {}
}
