package dev.weir.controller.ingress;

import dev.weir.controller.deploy.StackDeployer.Deployed;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The addresses that the members of a group show in their status.
///
/// @param hostname of the load balancer, lower-case
/// @param ports of its listeners, sorted
/// @param frontendHostname of the Network Load Balancer in front, if there is one
record IngressStatus(String hostname, List<Integer> ports, Optional<String> frontendHostname) {
  private static final String BALANCER = "LoadBalancer";
  private static final String FRONTEND = "FrontendNlb";

  IngressStatus {
    ports = List.copyOf(ports);
  }

  static Optional<IngressStatus> of(Stack stack, Deployed deployed) {
    Optional<Deployed.Balancer> balancer = Optional.ofNullable(deployed.balancers().get(BALANCER));
    TreeSet<Integer> ports = new TreeSet<>();
    for (ListenerSpec listener : stack.specs(ListenerSpec.class).values()) {
      if (listener.loadBalancerArn().equals(Token.loadBalancerArn(BALANCER))) {
        ports.add(listener.port());
      }
    }
    Optional<String> frontend =
        Optional.ofNullable(deployed.balancers().get(FRONTEND)).map(b -> lower(b.dnsName()));
    return balancer.map(b -> new IngressStatus(lower(b.dnsName()), List.copyOf(ports), frontend));
  }

  boolean isShownBy(Ingress ingress) {
    if (ingress.getStatus() == null || ingress.getStatus().getLoadBalancer() == null) {
      return false;
    }
    List<IngressLoadBalancerIngress> shown = ingress.getStatus().getLoadBalancer().getIngress();
    return shown.size() == (frontendHostname.isPresent() ? 2 : 1)
        && hostname.equals(shown.getFirst().getHostname())
        && shown.getFirst().getIp() == null
        && ports.equals(
            shown.getFirst().getPorts().stream().map(p -> p.getPort()).sorted().toList())
        && frontendHostname.map(name -> name.equals(shown.getLast().getHostname())).orElse(true);
  }

  /// The `loadBalancer` field of the status.
  Map<String, Object> patch() {
    List<Map<String, Object>> entries = new ArrayList<>();
    List<Map<String, Integer>> portEntries =
        ports.stream().map(port -> Map.of("port", port)).toList();
    entries.add(Map.of("hostname", hostname, "ports", portEntries));
    frontendHostname.ifPresent(name -> entries.add(Map.of("hostname", name)));
    return Map.of("loadBalancer", Map.of("ingress", entries));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
