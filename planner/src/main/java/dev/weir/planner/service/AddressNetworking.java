package dev.weir.planner.service;

import dev.weir.planner.Subnet;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.stack.BindingNetworking;
import dev.weir.planner.stack.BindingNetworking.Peer;
import dev.weir.planner.stack.BindingNetworking.Port;
import dev.weir.planner.stack.BindingNetworking.Rule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What targets admit when the load balancer has no security group: addresses, those of clients
/// where targets see them and those of the load balancer's subnets where they do not.
final class AddressNetworking {

  private static final List<String> EVERYWHERE = List.of("0.0.0.0/0", "::/0");

  private final ServiceContext context;
  private final NlbNetwork network;

  AddressNetworking(ServiceContext context, NlbNetwork network) {
    this.context = context;
    this.network = network;
  }

  @Nullable BindingNetworking of(NlbNetworking.Target target) {
    boolean manageRules =
        context
            .annotations()
            .bool(ServiceLoadBalancerAnnotations.MANAGE_BACKEND_SECURITY_GROUP_RULES)
            .orElse(true);
    if (!manageRules) {
      return null;
    }
    List<String> subnets = subnetRanges(target);
    boolean seesClients = target.isUdpLike() || target.preservesClientIp();
    List<String> chosen = SourceRanges.chosen(context);
    List<String> sources = seesClients ? (chosen.isEmpty() ? defaults(target) : chosen) : subnets;
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule(peers(sources), target.trafficPorts()));
    if (needsHealthCheckRule(target, chosen)) {
      rules.add(new Rule(peers(subnets), List.of(new Port("TCP", healthCheckPort(target)))));
    }
    return new BindingNetworking(rules);
  }

  private boolean needsHealthCheckRule(NlbNetworking.Target target, List<String> chosen) {
    if (target.protocol().equals("UDP") || !target.isHealthCheckedOnTrafficPort()) {
      return true;
    }
    return target.preservesClientIp()
        && !chosen.isEmpty()
        && chosen.stream().noneMatch(EVERYWHERE::contains);
  }

  private List<String> defaults(NlbNetworking.Target target) {
    if (network.isInternal()) {
      return context.environment().vpc().cidrs().stream()
          .filter(cidr -> SourceRanges.isIpv6(cidr) == target.isIpv6())
          .toList();
    }
    return List.of(target.isIpv6() ? "::/0" : "0.0.0.0/0");
  }

  private List<String> subnetRanges(NlbNetworking.Target target) {
    List<String> ranges = new ArrayList<>();
    for (Subnet subnet : network.subnets()) {
      String cidr = target.isIpv6() ? subnet.ipv6Cidr() : subnet.cidr();
      if (cidr != null) {
        ranges.add(cidr);
      }
    }
    return ranges;
  }

  private static IntOrString healthCheckPort(NlbNetworking.Target target) {
    return NlbHealthCheck.TRAFFIC_PORT.equals(target.healthCheckPort().getStrVal())
        ? target.port()
        : target.healthCheckPort();
  }

  private static List<Peer> peers(List<String> cidrs) {
    return cidrs.stream().map(Peer::ofCidr).toList();
  }
}
