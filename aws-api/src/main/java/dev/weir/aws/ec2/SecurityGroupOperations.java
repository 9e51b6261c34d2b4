package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import dev.weir.store.world.SecurityGroup;
import dev.weir.store.world.SecurityGroup.Peer;
import dev.weir.store.world.SecurityGroup.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/// `CreateSecurityGroup`, `DescribeSecurityGroups`, `DeleteSecurityGroup`.
final class SecurityGroupOperations {
  private final ElbStore store;

  SecurityGroupOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "CreateSecurityGroup",
            CreateSecurityGroupRequest.class,
            CreateSecurityGroupRequest::builder,
            this::create),
        Operation.of(
            "DescribeSecurityGroups",
            DescribeSecurityGroupsRequest.class,
            DescribeSecurityGroupsRequest::builder,
            this::describe),
        Operation.of(
            "DeleteSecurityGroup",
            DeleteSecurityGroupRequest.class,
            DeleteSecurityGroupRequest::builder,
            this::delete));
  }

  private CreateSecurityGroupResponse create(
      OperationContext context, CreateSecurityGroupRequest request) {
    String name = required(request.groupName(), "groupName");
    String description = required(request.description(), "groupDescription");
    if (name.length() > 255 || name.startsWith("sg-")) {
      throw new AwsException(
          "InvalidParameterValue",
          "Invalid value '"
              + name
              + "' for groupName. It must have at most 255 characters and must"
              + " not begin with 'sg-'");
    }
    Map<String, String> tags = Ec2Tags.read(request.tagSpecifications(), "security-group");
    SecurityGroup created =
        store.write(transaction -> create(transaction, request.vpcId(), name, description, tags));
    return CreateSecurityGroupResponse.builder()
        .groupId(created.groupId())
        .securityGroupArn(SecurityGroupWriter.arn(store.config(), created.groupId()))
        .tags(Ec2Tags.of(store.state(), created.groupId()))
        .build();
  }

  private static String required(@Nullable String value, String parameter) {
    if (value == null || value.isEmpty()) {
      throw new AwsException(
          "MissingParameter", "The request must contain the parameter " + parameter);
    }
    return value;
  }

  private static SecurityGroup create(
      Transaction transaction,
      @Nullable String wantedVpc,
      String name,
      String description,
      Map<String, String> tags) {
    String vpcId = vpc(transaction, wantedVpc);
    boolean taken =
        transaction.all(Tables.SECURITY_GROUPS).values().stream()
            .anyMatch(group -> group.vpcId().equals(vpcId) && group.groupName().equals(name));
    if (taken) {
      throw new AwsException(
          "InvalidGroup.Duplicate",
          "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
    }
    SecurityGroup created =
        new SecurityGroup(
            "sg-" + transaction.newId(17),
            name,
            description,
            vpcId,
            List.of(
                new Rule(
                    "sgr-" + transaction.newId(17),
                    true,
                    "-1",
                    -1,
                    -1,
                    new Peer(Peer.Kind.CIDR_IPV4, "0.0.0.0/0"),
                    Optional.empty())));
    transaction.put(Tables.SECURITY_GROUPS, created);
    transaction.tags().add(created.groupId(), tags);
    return created;
  }

  private static String vpc(Transaction transaction, @Nullable String wanted) {
    if (wanted != null) {
      return Found.byId(transaction, Tables.VPCS, wanted, "InvalidVpcID.NotFound", "vpc ID")
          .vpcId();
    }
    return transaction.all(Tables.VPCS).values().stream()
        .filter(vpc -> vpc.isDefault())
        .findFirst()
        .orElseThrow(() -> new AwsException("VPCIdNotSpecified", "No default VPC for this user."))
        .vpcId();
  }

  private DescribeSecurityGroupsResponse describe(
      OperationContext context, DescribeSecurityGroupsRequest request) {
    StateView state = store.state();
    Collection<SecurityGroup> named =
        Found.byIds(
            state,
            Tables.SECURITY_GROUPS,
            request.groupIds(),
            "InvalidGroup.NotFound",
            "security group");
    for (String name : request.groupNames()) {
      if (named.stream().noneMatch(group -> group.groupName().equals(name))) {
        throw new AwsException(
            "InvalidGroup.NotFound", "The security group '" + name + "' does not exist");
      }
    }
    List<SecurityGroup> filtered =
        filters(state).apply(named, request.filters()).stream()
            .filter(group ->
                request.groupNames().isEmpty() || request.groupNames().contains(group.groupName()))
            .toList();
    Tokens<SecurityGroup> page = Tokens.of(filtered, request.nextToken(), request.maxResults());
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(
            page.items().stream()
                .map(group -> SecurityGroupWriter.write(state, store.config(), group))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private Filters<SecurityGroup> filters(StateView state) {
    return new Filters<>(
        state,
        SecurityGroup::groupId,
        Map.of(
            "group-id", Filters.single(SecurityGroup::groupId),
            "group-name", Filters.single(SecurityGroup::groupName),
            "description", Filters.single(SecurityGroup::description),
            "vpc-id", Filters.single(SecurityGroup::vpcId),
            "owner-id", group -> List.of(store.config().account()),
            "ip-permission.group-id", group -> peers(group, Peer.Kind.SECURITY_GROUP),
            "ip-permission.cidr", group -> peers(group, Peer.Kind.CIDR_IPV4),
            "ip-permission.from-port",
                group -> ports(group).map(rule -> Integer.toString(rule.fromPort())).toList(),
            "ip-permission.to-port",
                group -> ports(group).map(rule -> Integer.toString(rule.toPort())).toList(),
            "ip-permission.protocol", group -> ports(group).map(Rule::protocol).toList()));
  }

  private static List<String> peers(SecurityGroup group, Peer.Kind kind) {
    return ports(group)
        .map(Rule::peer)
        .filter(peer -> peer.kind() == kind)
        .map(Peer::value)
        .toList();
  }

  private static Stream<Rule> ports(SecurityGroup group) {
    return group.rules().stream().filter(rule -> !rule.egress());
  }

  private DeleteSecurityGroupResponse delete(
      OperationContext context, DeleteSecurityGroupRequest request) {
    return store.write(transaction -> {
      SecurityGroup group = byIdOrName(transaction, request.groupId(), request.groupName());
      if (group.groupName().equals("default")) {
        throw new AwsException(
            "CannotDelete",
            "the specified group: \""
                + group.groupId()
                + "\" name: \"default\" cannot be"
                + " deleted by a user");
      }
      if (isUsed(transaction, group.groupId())) {
        throw new AwsException(
            "DependencyViolation", "resource " + group.groupId() + " has a dependent object");
      }
      transaction.remove(Tables.SECURITY_GROUPS, group.groupId());
      transaction.tags().forget(group.groupId());
      return DeleteSecurityGroupResponse.builder().groupId(group.groupId()).build();
    });
  }

  static SecurityGroup byIdOrName(
      StateView state, @Nullable String groupId, @Nullable String groupName) {
    if (groupId != null) {
      return Found.byId(
          state, Tables.SECURITY_GROUPS, groupId, "InvalidGroup.NotFound", "security group");
    }
    if (groupName == null) {
      throw new AwsException(
          "MissingParameter", "The request must contain the parameter groupName or groupId");
    }
    return state.all(Tables.SECURITY_GROUPS).values().stream()
        .filter(group -> group.groupName().equals(groupName))
        .findFirst()
        .orElseThrow(() ->
            new AwsException(
                "InvalidGroup.NotFound",
                "The security group '" + groupName + "' does not exist in default VPC"));
  }

  /// Whether a load balancer or network interface has the group, or another group's rule names it.
  private static boolean isUsed(StateView state, String groupId) {
    return state.all(Tables.LOAD_BALANCERS).values().stream()
            .anyMatch(loadBalancer -> loadBalancer.securityGroups().contains(groupId))
        || state.all(Tables.NETWORK_INTERFACES).values().stream()
            .anyMatch(networkInterface -> networkInterface.groups().contains(groupId))
        || state.all(Tables.SECURITY_GROUPS).values().stream()
            .filter(group -> !group.groupId().equals(groupId))
            .flatMap(group -> group.rules().stream())
            .anyMatch(rule -> rule.peer().isGroup(groupId));
  }
}
