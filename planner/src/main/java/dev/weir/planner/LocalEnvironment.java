package dev.weir.planner;

import java.util.List;
import java.util.Map;

/// The fixed account, network and cluster name of the machine-local world.
final class LocalEnvironment {

  private static final String VPC_ID = "vpc-0a1b2c3d4e5f60718";
  private static final String PUBLIC_ROLE = "kubernetes.io/role/elb";
  private static final String PRIVATE_ROLE = "kubernetes.io/role/internal-elb";

  static final Environment ENVIRONMENT =
      new Environment(
          "workshop",
          "eu-west-1",
          new Vpc(
              VPC_ID,
              List.of("192.168.0.0/16"),
              List.of(
                  subnet("subnet-0a0000000000000a1", "a", "192.168.0.0/19", true),
                  subnet("subnet-0a0000000000000b1", "b", "192.168.32.0/19", true),
                  subnet("subnet-0a0000000000000a2", "a", "192.168.64.0/19", false),
                  subnet("subnet-0a0000000000000b2", "b", "192.168.96.0/19", false)),
              List.of(),
              null),
          ControllerFlags.defaults(),
          FeatureGates.defaults(),
          AccountInventory.empty());

  private LocalEnvironment() {}

  private static Subnet subnet(String id, String zone, String cidr, boolean isPublic) {
    return new Subnet(
        id,
        new Subnet.Zone("eu-west-1" + zone, Subnet.Zone.Type.AVAILABILITY_ZONE, null),
        VPC_ID,
        cidr,
        null,
        8187,
        Map.of(
            isPublic ? PUBLIC_ROLE : PRIVATE_ROLE, "1", "kubernetes.io/cluster/workshop", "shared"),
        isPublic);
  }
}
