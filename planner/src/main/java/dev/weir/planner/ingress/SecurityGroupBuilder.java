package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.PlanError;
import dev.weir.planner.account.SecurityGroupLookup;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.name.BackendSecurityGroupName;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.SecurityGroupSpec.Permission;
import dev.weir.planner.stack.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Security groups of the Application Load Balancer: a managed one, or those that an annotation
/// lists.
final class SecurityGroupBuilder {

  private static final String MANAGED = "ManagedLBSecurityGroup";

  private final PlanContext context;
  private final IngressTags tags;

  SecurityGroupBuilder(PlanContext context, IngressTags tags) {
    this.context = context;
    this.tags = tags;
  }

  LoadBalancerSecurityGroups build(
      SortedMap<Integer, ListenPortConfig> ports, String ipAddressType) {
    List<String> listed = listed();
    return listed.isEmpty() ? managed(ports, ipAddressType) : explicit(listed);
  }

  private List<String> listed() {
    List<List<String>> lists = new ArrayList<>();
    for (ClassifiedIngress member : context.members()) {
      member
          .annotations()
          .stringList(LoadBalancerAnnotations.SECURITY_GROUPS)
          .ifPresent(lists::add);
    }
    return lists.isEmpty() ? List.of() : AgreedLists.inOrder(lists, "conflicting securityGroups");
  }

  private LoadBalancerSecurityGroups managed(
      SortedMap<Integer, ListenPortConfig> ports, String ipAddressType) {
    context
        .stack()
        .add(
            MANAGED,
            new SecurityGroupSpec(
                context.names().securityGroup(),
                "[k8s] Managed SecurityGroup for LoadBalancer",
                tags.ofAll(context.members()),
                permissions(ports, ipAddressType.startsWith("dualstack"))));
    Token managed = Token.securityGroupId(MANAGED);
    if (!context.environment().flags().enableBackendSecurityGroup()) {
      return new LoadBalancerSecurityGroups(List.of(managed), Optional.of(managed));
    }
    Token backend = backend(context.environment());
    return new LoadBalancerSecurityGroups(List.of(managed, backend), Optional.of(backend));
  }

  private LoadBalancerSecurityGroups explicit(List<String> listed) {
    boolean manageRules = managesRules();
    List<Token> groups =
        new ArrayList<>(
            new SecurityGroupLookup(context.environment().vpc())
                .resolve(listed).stream().map(Token::of).toList());
    if (!manageRules) {
      return new LoadBalancerSecurityGroups(groups, Optional.empty());
    }
    if (!context.environment().flags().enableBackendSecurityGroup()) {
      throw PlanError.inField(
          LoadBalancerAnnotations.MANAGE_BACKEND_SECURITY_GROUP_RULES.key(),
          "backendSG feature is required to manage worker node SG rules when frontendSG manually"
              + " specified");
    }
    Token backend = backend(context.environment());
    groups.add(backend);
    return new LoadBalancerSecurityGroups(groups, Optional.of(backend));
  }

  private boolean managesRules() {
    Set<Boolean> explicit = new HashSet<>();
    for (ClassifiedIngress member : context.members()) {
      member
          .annotations()
          .bool(LoadBalancerAnnotations.MANAGE_BACKEND_SECURITY_GROUP_RULES)
          .ifPresent(explicit::add);
    }
    if (explicit.size() > 1) {
      throw PlanError.inField(
          LoadBalancerAnnotations.MANAGE_BACKEND_SECURITY_GROUP_RULES.key(),
          "conflicting manage backend security group rules settings");
    }
    return explicit.isEmpty()
        ? context.environment().flags().enableManageBackendSecurityGroupRules()
        : explicit.contains(true);
  }

  // A shared group that is not there yet goes by the name that it will get.
  private static Token backend(Environment environment) {
    return Token.of(
        environment
            .backendSecurityGroup()
            .orElseGet(() -> BackendSecurityGroupName.of(environment.clusterName())));
  }

  private static List<Permission> permissions(
      SortedMap<Integer, ListenPortConfig> ports, boolean dualStack) {
    List<Permission> permissions = new ArrayList<>();
    ports.forEach((port, config) -> {
      config
          .cidrsV4()
          .forEach(cidr -> permissions.add(Permission.fromIpv4("tcp", port, port, cidr)));
      if (dualStack) {
        config
            .cidrsV6()
            .forEach(cidr -> permissions.add(Permission.fromIpv6("tcp", port, port, cidr)));
      }
      config
          .prefixLists()
          .forEach(list -> permissions.add(Permission.fromPrefixList("tcp", port, port, list)));
    });
    return permissions;
  }
}
