package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.pod.EchoContext;
import dev.weir.kube.pod.ServedPort;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What each container of a pod serves, from the pod and the Services and Ingresses around it.
final class PodPorts {
  private final KubeStore store;
  private final PodEnvironment environment;

  PodPorts(KubeStore store) {
    this.store = store;
    this.environment = new PodEnvironment(store);
  }

  /// The ports of a container, with what its answers say.
  List<ServedPort> of(JsonNode pod, JsonNode container, String address) {
    List<ObjectNode> services =
        list(BuiltInTypes.SERVICE, pod).stream()
            .filter(service -> ContainerPorts.selects(service, pod))
            .toList();
    EchoContext context = context(pod, container, address, services);
    boolean testing = SimulationAnnotations.hasTestPaths(pod, container);
    String name = Json.text(container, "name");
    List<ServedPort> served = new ArrayList<>();
    for (int port : ContainerPorts.of(pod, container, services)) {
      if (port > 0 && port < 65536) {
        served.add(
            new ServedPort(port, name, context, testing, ContainerPorts.isHttps(container, port)));
      }
    }
    return served;
  }

  private EchoContext context(
      JsonNode pod, JsonNode container, String address, List<ObjectNode> services) {
    Map<String, String> variables = environment.of(pod, container, address);
    String service = services.isEmpty() ? "" : Meta.name(services.getFirst());
    return new EchoContext(
        variables.getOrDefault("NAMESPACE", Meta.namespace(pod)),
        variables.computeIfAbsent("INGRESS_NAME", _ -> ingress(pod, service)),
        variables.getOrDefault("SERVICE_NAME", service),
        variables.getOrDefault("POD_NAME", Meta.name(pod)),
        address,
        Pods.node(pod),
        Json.text(container, "image"));
  }

  private String ingress(JsonNode pod, String service) {
    if (service.isEmpty()) {
      return "";
    }
    return list(BuiltInTypes.INGRESS, pod).stream()
        .filter(ingress -> leadsTo(ingress, service))
        .map(Meta::name)
        .findFirst()
        .orElse("");
  }

  private static boolean leadsTo(JsonNode ingress, String service) {
    boolean byDefault =
        Json.text(ingress, "spec", "defaultBackend", "service", "name").equals(service);
    return byDefault
        || Json.list(ingress, "spec", "rules").stream()
            .flatMap(rule -> Json.list(rule, "http", "paths").stream())
            .anyMatch(path -> Json.text(path, "backend", "service", "name").equals(service));
  }

  private List<ObjectNode> list(ResourceType type, JsonNode pod) {
    return store.list(type, Meta.namespace(pod), Selector.ALL).items();
  }
}
