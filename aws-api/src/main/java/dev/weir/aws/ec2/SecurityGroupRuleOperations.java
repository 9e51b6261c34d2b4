package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.ElbStore;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.Transaction;
import dev.weir.store.world.SecurityGroup;
import dev.weir.store.world.SecurityGroup.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/// Adds rules to security groups, takes them away and describes them.
final class SecurityGroupRuleOperations {
  private static final int MAX_RULES = 60;

  private final ElbStore store;

  SecurityGroupRuleOperations(ElbStore store) {
    this.store = store;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "AuthorizeSecurityGroupIngress",
            AuthorizeSecurityGroupIngressRequest.class,
            AuthorizeSecurityGroupIngressRequest::builder,
            this::authorizeIngress),
        Operation.of(
            "AuthorizeSecurityGroupEgress",
            AuthorizeSecurityGroupEgressRequest.class,
            AuthorizeSecurityGroupEgressRequest::builder,
            this::authorizeEgress),
        Operation.of(
            "RevokeSecurityGroupIngress",
            RevokeSecurityGroupIngressRequest.class,
            RevokeSecurityGroupIngressRequest::builder,
            this::revokeIngress),
        Operation.of(
            "RevokeSecurityGroupEgress",
            RevokeSecurityGroupEgressRequest.class,
            RevokeSecurityGroupEgressRequest::builder,
            this::revokeEgress),
        Operation.of(
            "DescribeSecurityGroupRules",
            DescribeSecurityGroupRulesRequest.class,
            DescribeSecurityGroupRulesRequest::builder,
            this::describe));
  }

  private AuthorizeSecurityGroupIngressResponse authorizeIngress(
      OperationContext context, AuthorizeSecurityGroupIngressRequest request) {
    List<IpPermission> permissions =
        permissions(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp(),
            request.sourceSecurityGroupName());
    Map<String, String> tags = Ec2Tags.read(request.tagSpecifications(), "security-group-rule");
    List<SecurityGroupRule> added =
        store.write(transaction ->
            authorize(
                transaction,
                SecurityGroupOperations.byIdOrName(
                    transaction, request.groupId(), request.groupName()),
                permissions,
                false,
                tags));
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(added)
        .build();
  }

  private AuthorizeSecurityGroupEgressResponse authorizeEgress(
      OperationContext context, AuthorizeSecurityGroupEgressRequest request) {
    Map<String, String> tags = Ec2Tags.read(request.tagSpecifications(), "security-group-rule");
    List<SecurityGroupRule> added =
        store.write(transaction ->
            authorize(
                transaction,
                SecurityGroupOperations.byIdOrName(transaction, request.groupId(), null),
                request.ipPermissions(),
                true,
                tags));
    return AuthorizeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .securityGroupRules(added)
        .build();
  }

  /// The older form of a request names one permission by members of its own.
  private static List<IpPermission> permissions(
      List<IpPermission> given,
      @Nullable String protocol,
      @Nullable Integer from,
      @Nullable Integer to,
      @Nullable String cidr,
      @Nullable String sourceGroup) {
    if (protocol == null) {
      return given;
    }
    IpPermission.Builder permission =
        IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
    if (cidr != null) {
      permission.ipRanges(IpRange.builder().cidrIp(cidr).build());
    }
    if (sourceGroup != null) {
      permission.userIdGroupPairs(UserIdGroupPair.builder().groupName(sourceGroup).build());
    }
    List<IpPermission> all = new ArrayList<>(given);
    all.add(permission.build());
    return all;
  }

  private List<SecurityGroupRule> authorize(
      Transaction transaction,
      SecurityGroup group,
      List<IpPermission> permissions,
      boolean egress,
      Map<String, String> tags) {
    List<Rule> added = new PermissionReader(transaction, egress).read(permissions);
    if (added.isEmpty()) {
      throw new AwsException(
          "MissingParameter",
          "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
    }
    for (Rule rule : added) {
      if (group.rules().stream().anyMatch(rule::sameTraffic)) {
        throw new AwsException(
            "InvalidPermission.Duplicate",
            "the specified rule \"" + SecurityGroupText.of(rule) + "\" already exists");
      }
    }
    SecurityGroup after = group.plus(added);
    if (after.rules().stream().filter(rule -> rule.egress() == egress).count() > MAX_RULES) {
      throw new AwsException(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
    transaction.put(Tables.SECURITY_GROUPS, after);
    added.forEach(rule -> transaction.tags().add(rule.ruleId(), tags));
    return added.stream()
        .map(rule -> SecurityGroupWriter.rule(transaction, store.config(), after, rule))
        .toList();
  }

  private RevokeSecurityGroupIngressResponse revokeIngress(
      OperationContext context, RevokeSecurityGroupIngressRequest request) {
    List<IpPermission> permissions =
        permissions(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp(),
            request.sourceSecurityGroupName());
    store.write(transaction ->
        revoke(
            transaction,
            SecurityGroupOperations.byIdOrName(transaction, request.groupId(), request.groupName()),
            permissions,
            request.securityGroupRuleIds(),
            false));
    return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
  }

  private RevokeSecurityGroupEgressResponse revokeEgress(
      OperationContext context, RevokeSecurityGroupEgressRequest request) {
    store.write(transaction ->
        revoke(
            transaction,
            SecurityGroupOperations.byIdOrName(transaction, request.groupId(), null),
            request.ipPermissions(),
            request.securityGroupRuleIds(),
            true));
    return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
  }

  private static SecurityGroup revoke(
      Transaction transaction,
      SecurityGroup group,
      List<IpPermission> permissions,
      List<String> ruleIds,
      boolean egress) {
    List<Rule> gone = new PermissionReader(transaction, egress).read(permissions);
    List<Rule> kept = new ArrayList<>(group.rules());
    for (Rule rule : gone) {
      if (!kept.removeIf(rule::sameTraffic)) {
        throw new AwsException(
            "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.");
      }
    }
    for (String id : ruleIds) {
      if (!kept.removeIf(rule -> rule.ruleId().equals(id) && rule.egress() == egress)) {
        throw new AwsException(
            "InvalidSecurityGroupRuleId.NotFound",
            "The security group rule ID '" + id + "' does not exist");
      }
    }
    group.rules().stream()
        .filter(rule -> !kept.contains(rule))
        .forEach(rule -> transaction.tags().forget(rule.ruleId()));
    SecurityGroup after = group.withRules(kept);
    transaction.put(Tables.SECURITY_GROUPS, after);
    return after;
  }

  private record GroupRule(SecurityGroup group, Rule rule) {}

  private DescribeSecurityGroupRulesResponse describe(
      OperationContext context, DescribeSecurityGroupRulesRequest request) {
    StateView state = store.state();
    List<GroupRule> all = new ArrayList<>();
    for (SecurityGroup group : state.all(Tables.SECURITY_GROUPS).values()) {
      group.rules().forEach(rule -> all.add(new GroupRule(group, rule)));
    }
    List<String> ids = request.securityGroupRuleIds();
    for (String id : ids) {
      if (all.stream().noneMatch(each -> each.rule().ruleId().equals(id))) {
        throw new AwsException(
            "InvalidSecurityGroupRuleId.NotFound",
            "The security group rule ID '" + id + "' does not exist");
      }
    }
    Filters<GroupRule> filters =
        new Filters<>(
            state,
            each -> each.rule().ruleId(),
            Map.of(
                "group-id", each -> List.of(each.group().groupId()),
                "security-group-rule-id", each -> List.of(each.rule().ruleId())));
    List<GroupRule> found =
        filters.apply(all, request.filters()).stream()
            .filter(each -> ids.isEmpty() || ids.contains(each.rule().ruleId()))
            .toList();
    Tokens<GroupRule> page = Tokens.of(found, request.nextToken(), request.maxResults());
    return DescribeSecurityGroupRulesResponse.builder()
        .securityGroupRules(
            page.items().stream()
                .map(each ->
                    SecurityGroupWriter.rule(state, store.config(), each.group(), each.rule()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }
}
