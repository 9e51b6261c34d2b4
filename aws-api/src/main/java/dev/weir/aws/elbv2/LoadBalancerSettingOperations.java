package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancer.Settings;
import dev.weir.elb.LoadBalancerType;
import dev.weir.store.ElbStore;
import dev.weir.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CapacityReservationStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeCapacityReservationRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeCapacityReservationResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpamPools;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MinimumLoadBalancerCapacity;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyCapacityReservationRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyCapacityReservationResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyIpPoolsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyIpPoolsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ZonalCapacityReservationState;

/// `SetIpAddressType`, `SetSecurityGroups`, `SetSubnets`, `ModifyIpPools` and the capacity
/// reservation. Reserved capacity is kept and told, and changes nothing.
final class LoadBalancerSettingOperations {
  private final ElbStore store;

  LoadBalancerSettingOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "SetIpAddressType",
            SetIpAddressTypeRequest.class,
            SetIpAddressTypeRequest::builder,
            this::setIpAddressType),
        Operation.of(
            "SetSecurityGroups",
            SetSecurityGroupsRequest.class,
            SetSecurityGroupsRequest::builder,
            this::setSecurityGroups),
        Operation.of(
            "SetSubnets", SetSubnetsRequest.class, SetSubnetsRequest::builder, this::setSubnets),
        Operation.of(
            "ModifyIpPools",
            ModifyIpPoolsRequest.class,
            ModifyIpPoolsRequest::builder,
            this::modifyIpPools),
        Operation.of(
            "DescribeCapacityReservation",
            DescribeCapacityReservationRequest.class,
            DescribeCapacityReservationRequest::builder,
            this::describeCapacity),
        Operation.of(
            "ModifyCapacityReservation",
            ModifyCapacityReservationRequest.class,
            ModifyCapacityReservationRequest::builder,
            this::modifyCapacity));
  }

  private LoadBalancer change(
      String arn, BiFunction<Transaction, LoadBalancer, LoadBalancer> change) {
    Arn parsed = Checks.arn(arn, "loadbalancer");
    return store.write(transaction ->
        transaction
            .loadBalancers()
            .update(change.apply(transaction, transaction.loadBalancers().get(parsed))));
  }

  private SetIpAddressTypeResponse setIpAddressType(
      OperationContext context, SetIpAddressTypeRequest request) {
    LoadBalancer changed =
        change(
            request.loadBalancerArn(),
            (transaction, before) ->
                before.withZones(
                    before.zones(),
                    LoadBalancerOperations.ipAddressType(
                        before.type(), request.ipAddressTypeAsString())));
    return SetIpAddressTypeResponse.builder().ipAddressType(changed.ipAddressType()).build();
  }

  private SetSecurityGroupsResponse setSecurityGroups(
      OperationContext context, SetSecurityGroupsRequest request) {
    LoadBalancer changed =
        change(
            request.loadBalancerArn(),
            (transaction, before) -> withSecurityGroups(transaction, before, request));
    return SetSecurityGroupsResponse.builder()
        .securityGroupIds(changed.securityGroups())
        .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(
            changed.settings().enforceSecurityGroupInboundRulesOnPrivateLinkTraffic().orElse(null))
        .build();
  }

  private static LoadBalancer withSecurityGroups(
      Transaction transaction, LoadBalancer before, SetSecurityGroupsRequest request) {
    if (before.type() == LoadBalancerType.NETWORK && before.securityGroups().isEmpty()) {
      throw new AwsException(
          "InvalidConfigurationRequest",
          "You cannot set security groups on a Network Load Balancer that was created without any");
    }
    if (request.securityGroups().isEmpty()) {
      throw new AwsException(
          "InvalidConfigurationRequest", "At least one security group must be specified");
    }
    Settings settings = before.settings();
    Optional<String> enforce =
        Optional.ofNullable(request.enforceSecurityGroupInboundRulesOnPrivateLinkTrafficAsString())
            .or(settings::enforceSecurityGroupInboundRulesOnPrivateLinkTraffic);
    return before
        .withSecurityGroups(
            SecurityGroupChecks.check(transaction, before.vpcId(), request.securityGroups()))
        .withSettings(
            new Settings(
                settings.customerOwnedIpv4Pool(),
                settings.ipv4IpamPoolId(),
                enforce,
                settings.enablePrefixForIpv6SourceNat(),
                settings.capacityUnits()));
  }

  private SetSubnetsResponse setSubnets(OperationContext context, SetSubnetsRequest request) {
    LoadBalancer changed =
        change(
            request.loadBalancerArn(),
            (transaction, before) -> withSubnets(transaction, before, request));
    return SetSubnetsResponse.builder()
        .availabilityZones(LoadBalancerWriter.zones(changed))
        .ipAddressType(changed.ipAddressType())
        .enablePrefixForIpv6SourceNat(
            changed.settings().enablePrefixForIpv6SourceNat().orElse(null))
        .build();
  }

  private static LoadBalancer withSubnets(
      Transaction transaction, LoadBalancer before, SetSubnetsRequest request) {
    Zones zones = Zones.of(transaction, before.type(), request.subnets(), request.subnetMappings());
    if (!zones.vpcId().equals(before.vpcId())) {
      throw new AwsException(
          "InvalidSubnet",
          "The subnets must be in the load balancer's VPC '" + before.vpcId() + "'");
    }
    String ipAddressType =
        request.ipAddressTypeAsString() == null
            ? before.ipAddressType()
            : LoadBalancerOperations.ipAddressType(before.type(), request.ipAddressTypeAsString());
    return before.withZones(zones.zones(), ipAddressType);
  }

  private ModifyIpPoolsResponse modifyIpPools(
      OperationContext context, ModifyIpPoolsRequest request) {
    boolean remove = request.removeIpamPoolsAsStrings().contains("ipv4");
    Optional<String> pool =
        remove
            ? Optional.empty()
            : Optional.ofNullable(request.ipamPools()).map(IpamPools::ipv4IpamPoolId);
    LoadBalancer changed =
        change(
            request.loadBalancerArn(),
            (transaction, before) -> {
              Settings settings = before.settings();
              return before.withSettings(
                  new Settings(
                      settings.customerOwnedIpv4Pool(),
                      remove ? Optional.empty() : pool.or(settings::ipv4IpamPoolId),
                      settings.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(),
                      settings.enablePrefixForIpv6SourceNat(),
                      settings.capacityUnits()));
            });
    ModifyIpPoolsResponse.Builder written = ModifyIpPoolsResponse.builder();
    changed
        .settings()
        .ipv4IpamPoolId()
        .ifPresent(id -> written.ipamPools(IpamPools.builder().ipv4IpamPoolId(id).build()));
    return written.build();
  }

  private DescribeCapacityReservationResponse describeCapacity(
      OperationContext context, DescribeCapacityReservationRequest request) {
    LoadBalancer found =
        LoadBalancerOperations.byArn(
            store.state(), Checks.arn(request.loadBalancerArn(), "loadbalancer"));
    DescribeCapacityReservationResponse.Builder written =
        DescribeCapacityReservationResponse.builder()
            .lastModifiedTime(found.createdTime())
            .decreaseRequestsRemaining(2);
    found
        .settings()
        .capacityUnits()
        .ifPresent(units ->
            written
                .minimumLoadBalancerCapacity(capacity(units))
                .capacityReservationState(zones(found, units)));
    return written.build();
  }

  private ModifyCapacityReservationResponse modifyCapacity(
      OperationContext context, ModifyCapacityReservationRequest request) {
    boolean reset = Boolean.TRUE.equals(request.resetCapacityReservation());
    MinimumLoadBalancerCapacity wanted = request.minimumLoadBalancerCapacity();
    if (reset == (wanted != null)) {
      throw Checks.invalid(
          "You must specify either a minimum load balancer capacity or a reset of the capacity"
              + " reservation");
    }
    Optional<Integer> units =
        reset ? Optional.empty() : Optional.ofNullable(wanted.capacityUnits());
    LoadBalancer changed =
        change(
            request.loadBalancerArn(),
            (transaction, before) -> {
              Settings settings = before.settings();
              return before.withSettings(
                  new Settings(
                      settings.customerOwnedIpv4Pool(),
                      settings.ipv4IpamPoolId(),
                      settings.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(),
                      settings.enablePrefixForIpv6SourceNat(),
                      units));
            });
    ModifyCapacityReservationResponse.Builder written =
        ModifyCapacityReservationResponse.builder()
            .lastModifiedTime(store.config().clock().instant())
            .decreaseRequestsRemaining(2);
    units.ifPresent(number ->
        written
            .minimumLoadBalancerCapacity(capacity(number))
            .capacityReservationState(zones(changed, number)));
    return written.build();
  }

  private static MinimumLoadBalancerCapacity capacity(int units) {
    return MinimumLoadBalancerCapacity.builder().capacityUnits(units).build();
  }

  private static List<ZonalCapacityReservationState> zones(LoadBalancer loadBalancer, int units) {
    return loadBalancer.zones().stream()
        .map(zone ->
            ZonalCapacityReservationState.builder()
                .availabilityZone(zone.zoneName())
                .effectiveCapacityUnits((double) units / loadBalancer.zones().size())
                .state(state -> state.code(CapacityReservationStateEnum.PROVISIONED))
                .build())
        .toList();
  }
}
