package dev.weir.planner.service;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ServiceListenerAnnotations;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A port of the Service that gets a listener.
///
/// @param port the port, of two merged ones the first
/// @param protocol `TCP`, `UDP` or, for two ports with the same number, `TCP_UDP`
record ListenerPort(ServicePort port, String protocol) {

  /// The ports in the order of the spec. Two with the same number are one when merging is on;
  /// otherwise both are listed, and the first one gets the listener.
  static List<ListenerPort> of(ServiceContext context) {
    boolean merging =
        context
            .annotations()
            .bool(ServiceListenerAnnotations.ENABLE_TCP_UDP_LISTENER)
            .orElse(context.environment().isEnabled(FeatureGate.ENABLE_TCP_UDP_LISTENER));
    if (!merging) {
      return context.ports().stream()
          .map(port -> new ListenerPort(port, protocolOf(port)))
          .toList();
    }
    Map<Integer, List<ServicePort>> byNumber = new LinkedHashMap<>();
    for (ServicePort port : context.ports()) {
      byNumber.computeIfAbsent(port.getPort(), _ -> new ArrayList<>()).add(port);
    }
    return byNumber.values().stream().map(ListenerPort::merge).toList();
  }

  /// The protocol of a port, `TCP` where it is absent.
  static String protocolOf(ServicePort port) {
    return port.getProtocol() == null || port.getProtocol().isEmpty() ? "TCP" : port.getProtocol();
  }

  /// Where the pods listen: a number or the name of a container port; the port itself where it is
  /// absent.
  static IntOrString targetPortOf(ServicePort port) {
    return port.getTargetPort() == null || port.getTargetPort().getValue() == null
        ? new IntOrString(port.getPort())
        : port.getTargetPort();
  }

  /// Whether the text is the number or the name of the port.
  static boolean isCalled(ServicePort port, String text) {
    return text.equals(port.getPort().toString()) || text.equals(port.getName());
  }

  private static ListenerPort merge(List<ServicePort> ports) {
    ServicePort first = ports.getFirst();
    if (ports.size() == 1) {
      return new ListenerPort(first, protocolOf(first));
    }
    if (ports.size() > 2) {
      throw PlanError.inField(
          "spec.ports",
          "can only merge two ports, not " + ports.size() + " (" + describe(ports) + ")");
    }
    for (ServicePort port : ports) {
      if (!protocolOf(port).equals("TCP") && !protocolOf(port).equals("UDP")) {
        throw PlanError.inField(
            "spec.ports", "unsupported protocol for merging: " + protocolOf(port));
      }
    }
    if (protocolOf(first).equals(protocolOf(ports.get(1)))) {
      throw PlanError.inField(
          "spec.ports", "protocols can't match for merging: " + protocolOf(first));
    }
    return new ListenerPort(first, "TCP_UDP");
  }

  // As Go prints a slice of ServicePort with %+v.
  private static String describe(List<ServicePort> ports) {
    return GoText.list(ports.stream().map(ListenerPort::describe).toList());
  }

  private static String describe(ServicePort port) {
    IntOrString target = port.getTargetPort() == null ? new IntOrString(0) : port.getTargetPort();
    boolean isNumber = target.getIntVal() != null;
    return "{Name:%s Protocol:%s AppProtocol:%s Port:%d TargetPort:{Type:%d IntVal:%d StrVal:%s} NodePort:%d}"
        .formatted(
            port.getName() == null ? "" : port.getName(),
            protocolOf(port),
            port.getAppProtocol() == null ? "<nil>" : port.getAppProtocol(),
            port.getPort(),
            isNumber ? 0 : 1,
            isNumber ? target.getIntVal() : 0,
            isNumber ? "" : target.getStrVal(),
            port.getNodePort() == null ? 0 : port.getNodePort());
  }
}
