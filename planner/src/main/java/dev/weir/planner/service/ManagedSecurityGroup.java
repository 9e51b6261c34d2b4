package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.SecurityGroupSpec.Permission;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The security group that admits clients to the load balancer.
final class ManagedSecurityGroup {

  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::ipProtocol)
          .thenComparing(permission -> Objects.requireNonNullElse(permission.fromPort(), -1))
          .thenComparing(permission -> Objects.requireNonNullElse(permission.toPort(), -1))
          .thenComparing(ManagedSecurityGroup::source);

  private final ServiceContext context;
  private final NlbNetwork network;
  private final List<Permission> permissions = new ArrayList<>();

  private ManagedSecurityGroup(ServiceContext context, NlbNetwork network) {
    this.context = context;
    this.network = network;
  }

  static SecurityGroupSpec of(ServiceContext context, NlbNetwork network) {
    return new SecurityGroupSpec(
        context.names().securityGroup(),
        "[k8s] Managed SecurityGroup for LoadBalancer",
        ServiceTags.of(context),
        new ManagedSecurityGroup(context, network).build());
  }

  private List<Permission> build() {
    List<String> prefixLists =
        context
            .annotations()
            .stringList(ServiceLoadBalancerAnnotations.SECURITY_GROUP_PREFIX_LISTS)
            .orElse(List.of());
    List<String> cidrs = cidrs(prefixLists);
    boolean icmp =
        context
            .annotations()
            .string(ServiceLoadBalancerAnnotations.ENABLE_ICMP_FOR_PATH_MTU_DISCOVERY)
            .filter("on"::equals)
            .isPresent();
    for (ServicePort port : context.ports()) {
      String protocol = ListenerPort.protocolOf(port).toLowerCase(Locale.ROOT);
      cidrs.forEach(cidr -> admit(protocol, port.getPort(), cidr, icmp));
      for (String list : prefixLists) {
        permissions.add(Permission.fromPrefixList(protocol, port.getPort(), port.getPort(), list));
      }
    }
    permissions.sort(ORDER);
    return permissions;
  }

  private List<String> cidrs(List<String> prefixLists) {
    List<String> chosen = SourceRanges.chosen(context);
    if (!chosen.isEmpty() || !prefixLists.isEmpty()) {
      return chosen;
    }
    return network.isDualstack() ? List.of("0.0.0.0/0", "::/0") : List.of("0.0.0.0/0");
  }

  private void admit(String protocol, int port, String cidr, boolean icmp) {
    if (!SourceRanges.isIpv6(cidr)) {
      permissions.add(Permission.fromIpv4(protocol, port, port, cidr));
      if (icmp) {
        permissions.add(Permission.fromIpv4("icmp", 3, 4, cidr));
      }
      return;
    }
    if (!network.isDualstack()) {
      throw PlanError.inField(
          ServiceLoadBalancerAnnotations.LOAD_BALANCER_SOURCE_RANGES.key(),
          "unsupported v6 cidr " + cidr + " when lb is not dualstack");
    }
    permissions.add(Permission.fromIpv6(protocol, port, port, cidr));
    if (icmp) {
      permissions.add(Permission.fromIpv6("icmpv6", 2, 0, cidr));
    }
  }

  private static String source(Permission permission) {
    return permission.ipRanges() + " " + permission.ipv6Ranges() + " " + permission.prefixLists();
  }
}
