package dev.weir.planner.service;

import dev.weir.planner.stack.BindingNetworking;
import dev.weir.planner.stack.BindingNetworking.Peer;
import dev.weir.planner.stack.BindingNetworking.Port;
import dev.weir.planner.stack.BindingNetworking.Rule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the security groups of targets must admit.
final class NlbNetworking {

  /// A target group as its networking sees it.
  ///
  /// @param port where traffic arrives, by number or container port name
  /// @param healthCheckPort a number or `traffic-port`
  /// @param family `ipv4` or `ipv6`
  record Target(
      String protocol,
      IntOrString port,
      IntOrString healthCheckPort,
      boolean preservesClientIp,
      String family) {

    /// Whether the load balancer also sends UDP.
    boolean isUdpLike() {
      return !protocol.equals("TCP") && !protocol.equals("TLS");
    }

    boolean isIpv6() {
      return family.equals("ipv6");
    }

    /// Whether health checks go to the port of the traffic.
    boolean isHealthCheckedOnTrafficPort() {
      return NlbHealthCheck.TRAFFIC_PORT.equals(healthCheckPort.getStrVal())
          || healthCheckPort.equals(port);
    }

    /// The ports of the traffic itself, TCP before UDP.
    List<Port> trafficPorts() {
      return switch (protocol) {
        case "TCP_UDP", "TCP_QUIC" -> List.of(new Port("TCP", port), new Port("UDP", port));
        case "UDP", "QUIC" -> List.of(new Port("UDP", port));
        default -> List.of(new Port("TCP", port));
      };
    }
  }

  private final ServiceContext context;
  private final NlbNetwork network;
  private final NlbSecurityGroups securityGroups;

  NlbNetworking(ServiceContext context, NlbNetwork network, NlbSecurityGroups securityGroups) {
    this.context = context;
    this.network = network;
    this.securityGroups = securityGroups;
  }

  /// Null when the security groups of targets are left alone.
  @Nullable BindingNetworking of(Target target) {
    if (securityGroups.groups().isEmpty()) {
      return new AddressNetworking(context, network).of(target);
    }
    if (securityGroups.backend() == null) {
      return null;
    }
    boolean unrestricted = context.environment().flags().disableRestrictedSgRules();
    List<Port> ports = unrestricted ? allPorts(target) : ports(target);
    return new BindingNetworking(
        List.of(new Rule(List.of(Peer.of(securityGroups.backend())), ports)));
  }

  private static List<Port> allPorts(Target target) {
    Port tcp = new Port("TCP", null);
    return target.isUdpLike() ? List.of(tcp, new Port("UDP", null)) : List.of(tcp);
  }

  private static List<Port> ports(Target target) {
    List<Port> ports = new ArrayList<>();
    if (target.isUdpLike()) {
      ports.add(new Port("UDP", target.port()));
      if (target.protocol().startsWith("TCP_") || target.isHealthCheckedOnTrafficPort()) {
        ports.add(new Port("TCP", target.port()));
      }
    } else {
      ports.add(new Port("TCP", target.port()));
    }
    if (target.healthCheckPort().getIntVal() != null && !target.isHealthCheckedOnTrafficPort()) {
      ports.add(new Port("TCP", target.healthCheckPort()));
    }
    return ports;
  }
}
