package dev.weir.planner;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The cluster's VPC.
///
/// @param id such as `vpc-0a1b2c3d4e5f60718`
/// @param cidrs the IPv4 and IPv6 blocks that are associated with it
/// @param subnets subnets of this VPC and of others; see [Subnet#vpcId()]
/// @param securityGroups security groups in it
/// @param backendSecurityGroup id of the shared backend security group when it is already there
public record Vpc(
    String id,
    List<String> cidrs,
    List<Subnet> subnets,
    List<SecurityGroup> securityGroups,
    @Nullable String backendSecurityGroup) {

  public Vpc {
    cidrs = List.copyOf(cidrs);
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
  }

  public Vpc withSubnets(List<Subnet> changed) {
    return new Vpc(id, cidrs, changed, securityGroups, backendSecurityGroup);
  }

  /// A security group with its tags.
  public record SecurityGroup(String id, Map<String, String> tags) {
    public SecurityGroup {
      tags = Map.copyOf(tags);
    }
  }
}
