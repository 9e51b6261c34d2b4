package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The pods behind a Service and the ports that they serve it on.
final class ServiceBackends {
  /// A resolved port of a Service for some pods.
  ///
  /// @param name the Service port's name, which may be ""
  record Port(String name, String protocol, int number, String appProtocol) {}

  /// One pod with an address.
  ///
  /// @param ports in the order of the Service's ports; a named port that the pod lacks is left out
  record Backend(ObjectNode pod, List<Port> ports) {
    Backend {
      ports = List.copyOf(ports);
    }

    boolean isTerminating() {
      return Meta.isDeleting(pod);
    }
  }

  private ServiceBackends() {}

  /// The backends of a Service with a selector, ordered by pod name; pods that have finished or
  /// have no address yet are left out.
  static List<Backend> of(KubeStore store, JsonNode service) {
    return store.list(BuiltInTypes.POD, Meta.namespace(service), Selector.ALL).items().stream()
        .filter(pod -> ContainerPorts.selects(service, pod))
        .filter(pod -> !Pods.ip(pod).isEmpty() && !Pods.isFinished(pod))
        .sorted(Comparator.comparing(Meta::name))
        .map(pod -> new Backend(pod, ports(service, pod)))
        .toList();
  }

  static boolean hasSelector(JsonNode service) {
    return !Json.at(service, "spec", "selector").isEmpty()
        && !Json.text(service, "spec", "type").equals("ExternalName");
  }

  static boolean isHeadless(JsonNode service) {
    return Json.text(service, "spec", "clusterIP").equals("None");
  }

  private static List<Port> ports(JsonNode service, JsonNode pod) {
    List<Port> ports = new ArrayList<>();
    for (JsonNode port : Json.list(service, "spec", "ports")) {
      OptionalInt number = ContainerPorts.target(pod, port);
      if (number.isPresent()) {
        ports.add(
            new Port(
                Json.text(port, "name"),
                ContainerPorts.protocol(port),
                number.getAsInt(),
                Json.text(port, "appProtocol")));
      }
    }
    return ports;
  }

  /// Writes `ports` entries as Endpoints and EndpointSlices have them.
  ///
  /// @param named whether an empty name is written
  static ObjectNode json(Port port, boolean named) {
    ObjectNode json = Json.object();
    if (named || !port.name().isEmpty()) {
      json.put("name", port.name());
    }
    json.put("port", port.number()).put("protocol", port.protocol());
    if (!port.appProtocol().isEmpty()) {
      json.put("appProtocol", port.appProtocol());
    }
    return json;
  }

  static ObjectNode targetRef(JsonNode pod) {
    return Json.object()
        .put("kind", "Pod")
        .put("name", Meta.name(pod))
        .put("namespace", Meta.namespace(pod))
        .put("uid", Meta.uid(pod));
  }

  /// Asks for a look at every Service that a changed pod belongs or belonged to.
  static List<ObjectNode> selecting(KubeStore store, String namespace, JsonNode pod) {
    return store.list(BuiltInTypes.SERVICE, namespace, Selector.ALL).items().stream()
        .filter(service -> ContainerPorts.selects(service, pod))
        .toList();
  }
}
