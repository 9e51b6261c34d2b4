package dev.weir.planner;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A subnet as EC2 describes it.
///
/// @param zone where it is
/// @param vpcId the VPC that it belongs to
/// @param cidr its IPv4 block, absent for an IPv6-only subnet
/// @param ipv6Cidr its associated IPv6 block, if any
/// @param availableIps free IPv4 addresses
/// @param isPublic whether its route table has a route to an internet gateway
public record Subnet(
    String id,
    Zone zone,
    String vpcId,
    @Nullable String cidr,
    @Nullable String ipv6Cidr,
    long availableIps,
    Map<String, String> tags,
    boolean isPublic) {

  public Subnet {
    tags = Map.copyOf(tags);
  }

  /// Where a subnet is.
  ///
  /// @param availabilityZone such as `eu-west-1a`
  /// @param outpostArn the Outpost that it is on, if any
  public record Zone(String availabilityZone, Type type, @Nullable String outpostArn) {

    /// The locale of the subnet as the controller names it in errors.
    public String locale() {
      return outpostArn != null && !outpostArn.isEmpty() ? "outpost" : type.key();
    }

    /// The kind of zone, named as EC2's `ZoneType`.
    public enum Type {
      AVAILABILITY_ZONE("availability-zone"),
      LOCAL_ZONE("local-zone"),
      WAVELENGTH_ZONE("wavelength-zone");

      private final String key;

      Type(String key) {
        this.key = key;
      }

      public String key() {
        return key;
      }
    }
  }
}
