package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsService;
import dev.weir.aws.wire.Protocol;
import dev.weir.store.ElbStore;

/// The part of the EC2 API, version 2016-11-15, that surrounds load balancers.
public final class Ec2Api {
  private static final String VERSION = "2016-11-15";

  private Ec2Api() {}

  public static AwsService of(ElbStore store) {
    return AwsService.of(
        "Amazon EC2",
        VERSION,
        new Protocol.Ec2Query("http://ec2.amazonaws.com/doc/" + VERSION + "/"),
        new NetworkOperations(store).all(),
        new SecurityGroupOperations(store).all(),
        new SecurityGroupRuleOperations(store).all(),
        new InstanceOperations(store).all(),
        new TagOperations(store).all(),
        new SurroundingOperations(store).all());
  }
}
