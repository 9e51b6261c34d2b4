package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Which ports a simulated pod listens on, and what a target port of a Service means for it.
///
/// A container listens on its TCP `containerPorts`. A pod none of whose containers declares any
/// listens, in its first container, on the target ports of the Services that select it: an image
/// that is not run cannot say which port it would open. Ports that a probe names count as declared
/// ones for their container.
final class ContainerPorts {
  private ContainerPorts() {}

  static List<JsonNode> containers(JsonNode pod) {
    return Json.list(pod, "spec", "containers");
  }

  /// The ports of one container.
  ///
  /// @param selecting the Services that select the pod
  static SortedSet<Integer> of(
      JsonNode pod, JsonNode container, Collection<? extends JsonNode> selecting) {
    SortedSet<Integer> ports = new TreeSet<>(declared(container));
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      probePort(container, container.path(probe)).ifPresent(ports::add);
    }
    boolean first = containers(pod).getFirst().equals(container);
    if (first && containers(pod).stream().allMatch(c -> declared(c).isEmpty())) {
      for (JsonNode service : selecting) {
        Json.list(service, "spec", "ports").stream()
            .filter(port -> isTcp(port))
            .forEach(port -> target(pod, port).ifPresent(ports::add));
      }
    }
    return ports;
  }

  /// The number of a Service port's target in a pod; empty when the pod has no port of that name.
  static OptionalInt target(JsonNode pod, JsonNode servicePort) {
    JsonNode target = servicePort.path("targetPort");
    if (!target.isString()) {
      long number = target.isNumber() ? target.asLong() : 0;
      return OptionalInt.of((int) (number > 0 ? number : Json.number(servicePort, 0, "port")));
    }
    return containers(pod).stream()
        .map(container -> named(container, target.stringValue(), protocol(servicePort)))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /// The port that a probe tries, if it tries one.
  static OptionalInt probePort(JsonNode container, JsonNode probe) {
    for (String kind : List.of("httpGet", "tcpSocket", "grpc")) {
      JsonNode port = Json.at(probe, kind, "port");
      if (port.isNumber()) {
        return OptionalInt.of(port.asInt());
      }
      if (port.isString()) {
        return named(container, port.stringValue(), "TCP");
      }
    }
    return OptionalInt.empty();
  }

  /// Whether a Service selects a pod; one without a selector selects none.
  static boolean selects(JsonNode service, JsonNode pod) {
    Map<String, String> selector = Meta.texts(Json.at(service, "spec", "selector"));
    return !selector.isEmpty()
        && Meta.namespace(service).equals(Meta.namespace(pod))
        && Meta.labels(pod).entrySet().containsAll(selector.entrySet());
  }

  /// Whether a port is meant for HTTPS alone: 443 and 8443, and one named `https` or `https-...`.
  static boolean isHttps(JsonNode container, int number) {
    return number == 443
        || number == 8443
        || Json.list(container, "ports").stream()
            .filter(port -> Json.number(port, 0, "containerPort") == number)
            .map(port -> Json.text(port, "name"))
            .anyMatch(name -> name.equals("https") || name.startsWith("https-"));
  }

  private static List<Integer> declared(JsonNode container) {
    return Json.list(container, "ports").stream()
        .filter(port -> isTcp(port))
        .map(port -> (int) Json.number(port, 0, "containerPort"))
        .filter(port -> port > 0)
        .toList();
  }

  private static OptionalInt named(JsonNode container, String name, String protocol) {
    return Json.list(container, "ports").stream()
        .filter(port -> protocol(port).equals(protocol) && Json.text(port, "name").equals(name))
        .mapToInt(port -> (int) Json.number(port, 0, "containerPort"))
        .findFirst();
  }

  private static boolean isTcp(JsonNode port) {
    return protocol(port).equals("TCP");
  }

  /// `TCP` where none is given.
  static String protocol(JsonNode port) {
    String protocol = Json.text(port, "protocol");
    return protocol.isEmpty() ? "TCP" : protocol;
  }
}
