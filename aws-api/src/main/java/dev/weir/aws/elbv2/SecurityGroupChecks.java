package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.world.SecurityGroup;
import java.util.List;

/// The security groups that a load balancer is asked to have.
final class SecurityGroupChecks {
  private static final int MAX = 5;

  private SecurityGroupChecks() {}

  /// @throws AwsException `InvalidSecurityGroup` for one that is not there or in another VPC
  static List<String> check(StateView state, String vpcId, List<String> groups) {
    for (String group : groups) {
      boolean usable =
          state
              .find(Tables.SECURITY_GROUPS, group)
              .filter(found -> found.vpcId().equals(vpcId))
              .isPresent();
      if (!usable) {
        throw new AwsException(
            "InvalidSecurityGroup",
            "One or more security groups are invalid: '"
                + group
                + "' is not in VPC '"
                + vpcId
                + "'");
      }
    }
    if (groups.size() > MAX) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "The maximum number of security groups per load balancer is '" + MAX + "'");
    }
    return groups.stream().distinct().toList();
  }

  /// The groups, or the VPC's default group when none are given.
  static List<String> orDefault(StateView state, String vpcId, List<String> groups) {
    if (!groups.isEmpty()) {
      return check(state, vpcId, groups);
    }
    return state.all(Tables.SECURITY_GROUPS).values().stream()
        .filter(group -> group.vpcId().equals(vpcId) && group.groupName().equals("default"))
        .map(SecurityGroup::groupId)
        .toList();
  }
}
