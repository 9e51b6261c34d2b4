package dev.weir.controller.aws;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagException;
import dev.weir.controller.flag.FlagSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Vpc;

/// Finds the VPC of the cluster by id or by tags.
public record VpcLookup(Ec2Client ec2) {
  /// @throws FlagException when the flags name none, or not exactly one
  public String find(FlagSet flags) {
    String id = flags.get(Flag.AWS_VPC_ID);
    if (!id.isEmpty()) {
      return id;
    }
    Map<String, String> tags = flags.get(Flag.AWS_VPC_TAGS);
    if (tags.isEmpty()) {
      throw new FlagException("the VPC is unknown: set --aws-vpc-id or --aws-vpc-tags");
    }
    List<Filter> filters =
        tags.entrySet().stream()
            .map(tag -> Filter.builder().name("tag:" + tag.getKey()).values(tag.getValue()).build())
            .toList();
    List<Vpc> found = ec2.describeVpcs(r -> r.filters(filters)).vpcs();
    if (found.size() != 1) {
      throw new FlagException(
          "--aws-vpc-tags " + tags + " find " + found.size() + " VPCs (expected: exactly one)");
    }
    return found.getFirst().vpcId();
  }
}
