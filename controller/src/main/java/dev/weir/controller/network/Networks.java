package dev.weir.controller.network;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import java.time.Clock;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Puts the parts of this package together for one VPC.
public final class Networks {
  private Networks() {}

  public static TargetNetworking targetNetworking(
      SecurityGroups groups, Ec2Client ec2, String vpcId, FlagSet flags, Clock clock) {
    return new TargetNetworking(
        groups,
        new NetworkInterfaces(ec2, vpcId, clock),
        new TargetSecurityGroup(
            flags.get(Flag.CLUSTER_NAME), flags.get(Flag.SERVICE_TARGET_ENI_SECURITY_GROUP_TAGS)),
        !flags.get(Flag.DISABLE_RESTRICTED_SG_RULES));
  }
}
