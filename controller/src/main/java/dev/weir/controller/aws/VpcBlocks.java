package dev.weir.controller.aws;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;

/// The address blocks of VPCs, remembered for ten minutes.
public final class VpcBlocks {
  private static final Duration VALID = Duration.ofMinutes(10);

  private final Ec2Client ec2;
  private final ExpiringCache<String, List<String>> blocks;

  public VpcBlocks(Ec2Client ec2, Clock clock) {
    this.ec2 = ec2;
    this.blocks = new ExpiringCache<>(clock);
  }

  /// The associated IPv4 and IPv6 blocks in CIDR notation.
  public List<String> of(String vpcId) {
    return blocks.get(vpcId, VALID, this::fetch);
  }

  private List<String> fetch(String vpcId) {
    return ec2.describeVpcs(r -> r.vpcIds(vpcId)).vpcs().stream()
        .flatMap(VpcBlocks::blocks)
        .toList();
  }

  private static Stream<String> blocks(Vpc vpc) {
    Stream<String> v4 =
        vpc.cidrBlockAssociationSet().stream()
            .filter(a -> "associated".equals(a.cidrBlockState().stateAsString()))
            .map(a -> a.cidrBlock());
    Stream<String> v6 =
        vpc.ipv6CidrBlockAssociationSet().stream()
            .filter(a -> "associated".equals(a.ipv6CidrBlockState().stateAsString()))
            .map(a -> a.ipv6CidrBlock());
    return Stream.concat(v4, v6);
  }
}
