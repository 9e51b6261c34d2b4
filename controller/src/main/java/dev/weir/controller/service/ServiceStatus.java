package dev.weir.controller.service;

import dev.weir.controller.deploy.StackDeployer.Deployed;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The address of its load balancer in a Service's status.
final class ServiceStatus {
  private ServiceStatus() {}

  /// The `loadBalancer` field of the status.
  static Map<String, Object> of(Service service, Deployed deployed) {
    Deployed.Balancer balancer = deployed.balancers().get("LoadBalancer");
    if (balancer == null) {
      throw new IllegalStateException(
          "the stack of Service " + service.getMetadata().getName() + " has no load balancer");
    }
    return entry(
        balancer.dnsName().toLowerCase(Locale.ROOT),
        service.getSpec().getPorts().stream()
            .map(
                port -> port(port.getPort(), Objects.requireNonNullElse(port.getProtocol(), "TCP")))
            .toList());
  }

  static boolean isShownBy(Service service, Map<String, Object> loadBalancer) {
    if (service.getStatus() == null || service.getStatus().getLoadBalancer() == null) {
      return false;
    }
    List<LoadBalancerIngress> shown = service.getStatus().getLoadBalancer().getIngress();
    if (shown == null || shown.size() != 1 || shown.getFirst().getIp() != null) {
      return false;
    }
    List<Map<String, Object>> ports = new ArrayList<>();
    shown
        .getFirst()
        .getPorts()
        .forEach(
            p -> ports.add(port(p.getPort(), Objects.requireNonNullElse(p.getProtocol(), ""))));
    String hostname = Objects.requireNonNullElse(shown.getFirst().getHostname(), "");
    return entry(hostname, ports).equals(loadBalancer);
  }

  private static Map<String, Object> entry(String hostname, List<Map<String, Object>> ports) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("hostname", hostname);
    entry.put("ports", ports);
    return Map.of("ingress", List.of(entry));
  }

  private static Map<String, Object> port(int port, String protocol) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("port", port);
    entry.put("protocol", protocol);
    return entry;
  }
}
