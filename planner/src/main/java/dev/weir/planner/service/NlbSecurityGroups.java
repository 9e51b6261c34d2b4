package dev.weir.planner.service;

import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.account.SecurityGroupLookup;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.name.BackendSecurityGroupName;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The security groups of a load balancer.
///
/// @param groups empty when the load balancer has none; its traffic is then admitted by address
/// @param backend the group that targets admit; null leaves the security groups of targets alone
record NlbSecurityGroups(List<Token> groups, @Nullable Token backend) {

  static final String MANAGED_ID = "ManagedLBSecurityGroup";
  private static final NlbSecurityGroups NONE = new NlbSecurityGroups(List.of(), null);

  NlbSecurityGroups {
    groups = List.copyOf(groups);
  }

  /// Adds the managed security group to the stack where there is to be one.
  static NlbSecurityGroups of(
      ServiceContext context,
      NlbNetwork network,
      @Nullable ExistingLoadBalancer existing,
      Stack.Builder stack) {
    if (isDisabled(context)) {
      if (existing != null && !existing.securityGroups().isEmpty()) {
        throw PlanError.of("conflicting security groups configuration");
      }
      return NONE;
    }
    if (existing != null && existing.securityGroups().isEmpty()) {
      // AWS does not let a load balancer that was made without security groups have some later.
      return NONE;
    }
    List<String> named =
        context
            .annotations()
            .stringList(ServiceLoadBalancerAnnotations.SECURITY_GROUPS)
            .orElse(List.of());
    return named.isEmpty() ? managed(context, network, stack) : named(context, named);
  }

  private static boolean isDisabled(ServiceContext context) {
    return !context.environment().isEnabled(FeatureGate.NLB_SECURITY_GROUP)
        || context.annotations().bool(ServiceLoadBalancerAnnotations.DISABLE_NLB_SG).orElse(false);
  }

  private static NlbSecurityGroups managed(
      ServiceContext context, NlbNetwork network, Stack.Builder stack) {
    stack.add(MANAGED_ID, ManagedSecurityGroup.of(context, network));
    Token managed = Token.securityGroupId(MANAGED_ID);
    if (!context.environment().flags().enableBackendSecurityGroup()) {
      return new NlbSecurityGroups(List.of(managed), managed);
    }
    Token backend = sharedBackend(context);
    return new NlbSecurityGroups(List.of(managed, backend), backend);
  }

  private static NlbSecurityGroups named(ServiceContext context, List<String> named) {
    List<Token> groups = new ArrayList<>();
    for (String id : new SecurityGroupLookup(context.environment().vpc()).resolve(named)) {
      groups.add(Token.of(id));
    }
    boolean manageRules =
        context
            .annotations()
            .bool(ServiceLoadBalancerAnnotations.MANAGE_BACKEND_SECURITY_GROUP_RULES)
            .orElse(context.environment().flags().enableManageBackendSecurityGroupRules());
    if (!manageRules) {
      return new NlbSecurityGroups(groups, null);
    }
    if (!context.environment().flags().enableBackendSecurityGroup()) {
      throw PlanError.of(
          "backendSG feature is required to manage worker node SG rules when frontendSG is manually specified");
    }
    Token backend = sharedBackend(context);
    groups.add(backend);
    return new NlbSecurityGroups(groups, backend);
  }

  // Before the shared group exists its name stands for its id.
  private static Token sharedBackend(ServiceContext context) {
    return Token.of(
        context
            .environment()
            .backendSecurityGroup()
            .orElseGet(() -> BackendSecurityGroupName.of(context.environment().clusterName())));
  }
}
