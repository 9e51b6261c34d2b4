package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.Targets.Registration;
import dev.weir.store.world.AvailabilityZone;
import dev.weir.store.world.Instance;
import dev.weir.store.world.Subnet;
import dev.weir.store.world.Vpc;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/// Checks a target that is to be registered, and finds the address that its traffic goes to.
///
/// Loopback addresses are taken, which AWS would refuse: pods of a local cluster have them. They
/// count as outside of the VPC, and may come with zone `all` or without one.
///
/// @param group the group that it is registered with
record TargetResolver(StateView state, TargetGroup group) {
  private static final List<String> PRIVATE_BLOCKS =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");
  private static final String LOOPBACK = "127.0.0.0/8";

  Registration resolve(TargetDescription wire) {
    if (wire.id() == null || wire.id().isEmpty()) {
      throw new AwsException("InvalidTarget", "A target ID must be specified");
    }
    Checks.range(wire.port(), "port", 1, 65_535);
    int port = wire.port() == null ? group.port() : wire.port();
    String address =
        switch (group.targetType()) {
          case INSTANCE -> instance(wire.id()).privateIpAddress();
          case IP -> address(wire.id(), wire.availabilityZone());
          case LAMBDA -> wire.id();
          case ALB -> loadBalancer(wire.id()).addresses().getFirst();
        };
    Target target =
        new Target(
            wire.id(),
            port,
            Optional.ofNullable(wire.availabilityZone()),
            Optional.ofNullable(wire.quicServerId()));
    return new Registration(target, address);
  }

  private Instance instance(String id) {
    if (!id.matches("i-[0-9a-f]{8,17}")) {
      throw new AwsException("InvalidTarget", "The target ID '" + id + "' is not valid");
    }
    Instance instance =
        state
            .find(Tables.INSTANCES, id)
            .orElseThrow(() ->
                new AwsException(
                    "InvalidTarget",
                    "The following targets are not in the target group VPC '"
                        + group.vpcId()
                        + "': '"
                        + id
                        + "'"));
    if (!instance.state().equals("running")) {
      throw new AwsException(
          "InvalidTarget",
          "The following targets are not in a running state and cannot be registered: '"
              + id
              + "'");
    }
    return instance;
  }

  private LoadBalancer loadBalancer(String id) {
    return state
        .find(Tables.LOAD_BALANCERS, id)
        .filter(found -> found.type() == LoadBalancerType.APPLICATION)
        .orElseThrow(() ->
            new AwsException(
                "InvalidTarget", "The target '" + id + "' is not an Application Load Balancer"));
  }

  private String address(String id, @Nullable String zone) {
    if (CidrBlock.isV6(id)) {
      if (!group.ipAddressType().equals("ipv6")) {
        throw Checks.invalid("The IP address '" + id + "' is not a valid IPv4 address");
      }
      return id;
    }
    if (!CidrBlock.isV4(id)) {
      throw Checks.invalid("The IP address '" + id + "' is not a valid IPv4 address");
    }
    checkZoneName(zone);
    if (CidrBlock.contains(LOOPBACK, id)) {
      return id;
    }
    Optional<String> inside = zoneInVpc(id);
    if (inside.isPresent()) {
      checkInside(id, zone, inside.get());
    } else {
      checkOutside(id, zone);
    }
    return id;
  }

  private void checkZoneName(@Nullable String zone) {
    if (zone != null
        && !zone.equals("all")
        && state.find(Tables.AVAILABILITY_ZONES, zone).isEmpty()) {
      List<String> known =
          state.all(Tables.AVAILABILITY_ZONES).values().stream()
              .map(AvailabilityZone::zoneName)
              .toList();
      throw Checks.invalid(
          "The Availability Zone '" + zone + "' is not one of '" + String.join(", ", known) + "'");
    }
  }

  private static void checkInside(String id, @Nullable String zone, String own) {
    if ("all".equals(zone)) {
      throw Checks.invalid(
          "The IP address '"
              + id
              + "' is within the VPC, and cannot have its Availability Zone overridden to 'all' from '"
              + own
              + "'");
    }
  }

  private void checkOutside(String id, @Nullable String zone) {
    if (PRIVATE_BLOCKS.stream().noneMatch(block -> CidrBlock.contains(block, id))) {
      throw Checks.invalid(
          "The IP address '" + id + "' is not within the VPC nor a private address range");
    }
    if (zone == null) {
      throw Checks.invalid(
          "You must specify a valid Availability Zone or select 'all' for all enabled Availability"
              + " zones, since the IP address '"
              + id
              + "' is outside the VPC");
    }
    boolean crossZoneOff =
        group.protocol().isHttp()
            && group.attribute(TargetGroupAttributes.CROSS_ZONE).equals("false");
    if (crossZoneOff && zone.equals("all")) {
      throw Checks.invalid(
          "When cross-zone load balancing is disabled on this target group, you must specify an"
              + " Availability Zone for IP target '"
              + id
              + "' since it is outside of the VPC");
    }
  }

  /// The zone of the subnet that has the address; the VPC's first zone where no subnet has it.
  private Optional<String> zoneInVpc(String address) {
    Optional<Vpc> vpc =
        state
            .find(Tables.VPCS, String.valueOf(group.vpcId()))
            .filter(found -> CidrBlock.contains(found.cidrBlock(), address));
    return vpc.map(found ->
        state.all(Tables.SUBNETS).values().stream()
            .filter(subnet -> subnet.vpcId().equals(found.vpcId()))
            .filter(subnet -> CidrBlock.contains(subnet.cidrBlock(), address))
            .map(Subnet::availabilityZone)
            .findFirst()
            .orElse(""));
  }
}
