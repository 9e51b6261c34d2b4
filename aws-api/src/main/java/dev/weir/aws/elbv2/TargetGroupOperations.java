package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.elb.Arn;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import dev.weir.store.ElbStore;
import dev.weir.store.NewTargetGroup;
import dev.weir.store.References;
import dev.weir.store.StateView;
import dev.weir.store.StoreState;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;

/// `CreateTargetGroup`, `DescribeTargetGroups`, `ModifyTargetGroup`, `DeleteTargetGroup`.
final class TargetGroupOperations {
  private final ElbStore store;

  TargetGroupOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateTargetGroup",
            CreateTargetGroupRequest.class,
            CreateTargetGroupRequest::builder,
            this::create),
        Operation.of(
            "DescribeTargetGroups",
            DescribeTargetGroupsRequest.class,
            DescribeTargetGroupsRequest::builder,
            this::describe),
        Operation.of(
            "ModifyTargetGroup",
            ModifyTargetGroupRequest.class,
            ModifyTargetGroupRequest::builder,
            this::modify),
        Operation.of(
            "DeleteTargetGroup",
            DeleteTargetGroupRequest.class,
            DeleteTargetGroupRequest::builder,
            this::delete));
  }

  private CreateTargetGroupResponse create(
      OperationContext context, CreateTargetGroupRequest request) {
    Checks.name(request.name(), "Target group name");
    Map<String, String> tags = TagLists.read(request.tags());
    NewTargetGroup wanted = wanted(request);
    TargetGroup created =
        store.write(transaction -> {
          checkVpc(transaction, wanted.vpcId());
          return transaction.targetGroups().create(wanted, tags);
        });
    return CreateTargetGroupResponse.builder()
        .targetGroups(TargetGroupWriter.write(store.state(), created))
        .build();
  }

  private static NewTargetGroup wanted(CreateTargetGroupRequest request) {
    TargetType type =
        targetType(
            Checks.oneOf(
                request.targetTypeAsString(),
                "targetType",
                "instance",
                "instance",
                "ip",
                "lambda",
                "alb"));
    boolean lambda = type == TargetType.LAMBDA;
    TargetGroupProtocol protocol = protocol(request, type);
    ProtocolVersion version = lambda ? null : version(protocol, request.protocolVersion());
    HealthChecks checks = new HealthChecks(protocol, version, type);
    Checks.range(request.targetControlPort(), "targetControlPort", 1, 65_535);
    return new NewTargetGroup(
        request.name(),
        protocol,
        version,
        lambda ? 0 : port(request),
        lambda ? null : request.vpcId(),
        type,
        Checks.oneOf(request.ipAddressTypeAsString(), "ipAddressType", "ipv4", "ipv4", "ipv6"),
        checks.create(wantedCheck(request)),
        Optional.ofNullable(request.targetControlPort()));
  }

  private static TargetType targetType(String wire) {
    for (TargetType type : TargetType.values()) {
      if (type.wire().equals(wire)) {
        return type;
      }
    }
    throw new IllegalArgumentException(wire);
  }

  private static TargetGroupProtocol protocol(CreateTargetGroupRequest request, TargetType type) {
    if (type == TargetType.LAMBDA) {
      if (request.protocolAsString() != null || request.port() != null || request.vpcId() != null) {
        throw Checks.invalid(
            "Protocol, port and VPC cannot be specified for target groups with target type"
                + " 'lambda'");
      }
      return TargetGroupProtocol.HTTP;
    }
    TargetGroupProtocol protocol =
        Checks.enumOf(TargetGroupProtocol.class, request.protocolAsString(), "protocol")
            .orElseThrow(() -> Checks.invalid("A protocol must be specified"));
    if (request.vpcId() == null) {
      throw Checks.invalid("A VPC ID must be specified");
    }
    if (type == TargetType.ALB && protocol != TargetGroupProtocol.TCP) {
      throw Checks.invalid(
          "Protocol '" + protocol + "' is not supported for target groups with target type 'alb'");
    }
    return protocol;
  }

  private static int port(CreateTargetGroupRequest request) {
    if (request.port() == null) {
      throw Checks.invalid("A port must be specified");
    }
    Checks.range(request.port(), "port", 1, 65_535);
    return request.port();
  }

  private static @Nullable ProtocolVersion version(
      TargetGroupProtocol protocol, @Nullable String version) {
    if (!protocol.isHttp()) {
      if (version != null) {
        throw Checks.invalid(
            "Protocol version cannot be specified for target groups with the "
                + protocol
                + " protocol");
      }
      return null;
    }
    return Checks.enumOf(ProtocolVersion.class, version, "protocolVersion")
        .orElse(ProtocolVersion.HTTP1);
  }

  private static HealthChecks.Wanted wantedCheck(CreateTargetGroupRequest request) {
    return new HealthChecks.Wanted(
        request.healthCheckEnabled(),
        request.healthCheckProtocolAsString(),
        request.healthCheckPort(),
        request.healthCheckPath(),
        request.matcher(),
        request.healthCheckIntervalSeconds(),
        request.healthCheckTimeoutSeconds(),
        request.healthyThresholdCount(),
        request.unhealthyThresholdCount());
  }

  private static void checkVpc(Transaction transaction, @Nullable String vpcId) {
    if (vpcId != null && transaction.find(Tables.VPCS, vpcId).isEmpty()) {
      throw Checks.invalid("The VPC ID '" + vpcId + "' is not found");
    }
  }

  private DescribeTargetGroupsResponse describe(
      OperationContext context, DescribeTargetGroupsRequest request) {
    StoreState state = store.state();
    Pages<TargetGroup> page =
        Pages.of(
            find(state, request),
            group -> group.arn().value(),
            request.marker(),
            request.pageSize());
    Map<Arn, Set<Arn>> users = References.loadBalancersByTargetGroup(state);
    return DescribeTargetGroupsResponse.builder()
        .targetGroups(
            page.items().stream()
                .map(group ->
                    TargetGroupWriter.write(group, users.getOrDefault(group.arn(), Set.of())))
                .toList())
        .nextMarker(page.nextMarker())
        .build();
  }

  private static List<TargetGroup> find(StateView state, DescribeTargetGroupsRequest request) {
    boolean byLoadBalancer = request.loadBalancerArn() != null;
    boolean byArn = !request.targetGroupArns().isEmpty();
    boolean byName = !request.names().isEmpty();
    if (byLoadBalancer && (byArn || byName) || byArn && byName) {
      throw Checks.invalid(
          "Target group names, target group ARNs, and a load balancer ARN cannot be specified at"
              + " the same time");
    }
    if (byLoadBalancer) {
      Arn arn = Checks.arn(request.loadBalancerArn(), "loadbalancer");
      LoadBalancerOperations.byArn(state, arn);
      Set<Arn> groups = References.targetGroupsOf(state, arn);
      return groups.stream().map(group -> byArn(state, group)).toList();
    }
    List<TargetGroup> found = new ArrayList<>();
    request
        .targetGroupArns()
        .forEach(arn -> found.add(byArn(state, Checks.arn(arn, "targetgroup"))));
    for (String name : request.names()) {
      found.add(
          state.all(Tables.TARGET_GROUPS).values().stream()
              .filter(group -> group.name().equals(name))
              .findFirst()
              .orElseThrow(TargetGroupOperations::notFound));
    }
    return byArn || byName
        ? found.stream().distinct().toList()
        : List.copyOf(state.all(Tables.TARGET_GROUPS).values());
  }

  static TargetGroup byArn(StateView state, Arn arn) {
    return state
        .find(Tables.TARGET_GROUPS, arn.value())
        .orElseThrow(TargetGroupOperations::notFound);
  }

  private static AwsException notFound() {
    return new AwsException("TargetGroupNotFound", "One or more target groups not found");
  }

  private ModifyTargetGroupResponse modify(
      OperationContext context, ModifyTargetGroupRequest request) {
    Arn arn = Checks.arn(request.targetGroupArn(), "targetgroup");
    HealthChecks.Wanted wanted =
        new HealthChecks.Wanted(
            request.healthCheckEnabled(),
            request.healthCheckProtocolAsString(),
            request.healthCheckPort(),
            request.healthCheckPath(),
            request.matcher(),
            request.healthCheckIntervalSeconds(),
            request.healthCheckTimeoutSeconds(),
            request.healthyThresholdCount(),
            request.unhealthyThresholdCount());
    TargetGroup modified =
        store.write(transaction -> {
          TargetGroup group = transaction.targetGroups().get(arn);
          HealthChecks checks =
              new HealthChecks(group.protocol(), group.protocolVersion(), group.targetType());
          return transaction
              .targetGroups()
              .update(group.withHealthCheck(checks.modify(group.healthCheck(), wanted)));
        });
    return ModifyTargetGroupResponse.builder()
        .targetGroups(TargetGroupWriter.write(store.state(), modified))
        .build();
  }

  private DeleteTargetGroupResponse delete(
      OperationContext context, DeleteTargetGroupRequest request) {
    Arn arn = Checks.arn(request.targetGroupArn(), "targetgroup");
    return store.write(transaction -> {
      transaction.targetGroups().delete(arn);
      return DeleteTargetGroupResponse.builder().build();
    });
  }
}
