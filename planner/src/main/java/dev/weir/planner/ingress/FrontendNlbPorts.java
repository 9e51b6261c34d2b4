package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.FrontendNlbAnnotations;
import dev.weir.planner.annotation.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ports of the frontend Network Load Balancer: for each member either those that its mapping
/// leads to a port that it opens, or each port that it opens.
record FrontendNlbPorts(List<ClassifiedIngress> members) {

  SortedMap<Integer, FrontendNlbPort> merged(OpenedPorts opened) {
    SortedMap<Integer, FrontendNlbPortMerge> byPort = new TreeMap<>();
    for (ClassifiedIngress member : members) {
      try {
        FrontendNlbHealthCheck healthCheck = FrontendNlbHealthCheck.of(member);
        targetPorts(member, opened)
            .forEach((port, target) ->
                byPort
                    .computeIfAbsent(port, _ -> new FrontendNlbPortMerge())
                    .add(target, healthCheck));
      } catch (PlanError e) {
        throw e.in("failed to compute listenPort config for ingress: " + member.key())
            .at("Ingress " + member.key());
      }
    }
    SortedMap<Integer, FrontendNlbPort> ports = new TreeMap<>();
    byPort.forEach((port, merge) -> {
      try {
        ports.put(port, merge.merged());
      } catch (PlanError e) {
        throw e.in("failed to merge NLB listenPort config for port: " + port)
            .atField(FrontendNlbAnnotations.FRONTEND_NLB_LISTENER_PORT_MAPPING.key());
      }
    });
    return ports;
  }

  private static SortedMap<Integer, Integer> targetPorts(
      ClassifiedIngress member, OpenedPorts opened) {
    List<Integer> own = new ArrayList<>();
    opened
        .wishes()
        .forEach((port, wishes) -> {
          if (wishes.stream().anyMatch(wish -> wish.member().equals(member.key()))) {
            own.add(port);
          }
        });
    Map<String, String> mapping = mapping(member).orElse(Map.of());
    SortedMap<Integer, Integer> targets = new TreeMap<>();
    if (mapping.isEmpty()) {
      own.forEach(port -> targets.put(port, port));
    }
    new TreeMap<>(mapping)
        .forEach((nlbPort, albPort) -> {
          int port = port(nlbPort, "NLB");
          int target = port(albPort, "ALB");
          if (own.contains(target)) {
            targets.put(port, target);
          }
        });
    return targets;
  }

  private static Optional<Map<String, String>> mapping(ClassifiedIngress member) {
    try {
      return member
          .annotations()
          .stringMap(FrontendNlbAnnotations.FRONTEND_NLB_LISTENER_PORT_MAPPING);
    } catch (PlanError e) {
      // The controller prints the mapping that it failed to read, which is always empty.
      throw e.in("failed to parse frontend-nlb-listener-port-mapping for ingress map[]");
    }
  }

  private static int port(String text, String loadBalancer) {
    return GoText.parseInt(text, 32)
        .filter(port -> port >= 1 && port <= 65535)
        .orElseThrow(() ->
            PlanError.inField(
                FrontendNlbAnnotations.FRONTEND_NLB_LISTENER_PORT_MAPPING.key(),
                "invalid " + loadBalancer + " listener port: " + text))
        .intValue();
  }
}
