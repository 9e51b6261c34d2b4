package dev.weir.kube.table;

import dev.weir.kube.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The columns of services, endpoints and ingresses.
final class NetworkCells {
  private NetworkCells() {}

  static String externalIp(ObjectNode service) {
    List<String> external =
        Json.list(service, "spec", "externalIPs").stream().map(JsonNode::asString).toList();
    return switch (Json.text(service, "spec", "type")) {
      case "LoadBalancer" -> {
        String balancer = loadBalancer(service);
        List<String> all = new ArrayList<>();
        if (!balancer.isEmpty()) {
          all.add(balancer);
        }
        all.addAll(external);
        yield all.isEmpty() ? "<pending>" : String.join(",", all);
      }
      case "ExternalName" -> Json.text(service, "spec", "externalName");
      default -> Cells.joined(external);
    };
  }

  /// Host names or addresses of the load balancer, "" if there is none yet.
  static String loadBalancer(ObjectNode object) {
    return Json.list(object, "status", "loadBalancer", "ingress").stream()
        .map(ingress ->
            Json.text(ingress, "ip").isEmpty()
                ? Json.text(ingress, "hostname")
                : Json.text(ingress, "ip"))
        .collect(Collectors.joining(","));
  }

  static String servicePorts(ObjectNode service) {
    List<String> ports = new ArrayList<>();
    for (JsonNode port : Json.list(service, "spec", "ports")) {
      long nodePort = Json.number(port, 0, "nodePort");
      String number = Long.toString(Json.number(port, 0, "port"));
      String protocol = Json.text(port, "protocol");
      ports.add((nodePort > 0 ? number + ":" + nodePort : number) + "/" + protocol);
    }
    return Cells.joined(ports);
  }

  static String endpoints(ObjectNode endpoints) {
    List<String> all = new ArrayList<>();
    for (JsonNode subset : Json.list(endpoints, "subsets")) {
      for (JsonNode address : Json.list(subset, "addresses")) {
        List<JsonNode> ports = Json.list(subset, "ports");
        if (ports.isEmpty()) {
          all.add(Json.text(address, "ip"));
        }
        for (JsonNode port : ports) {
          all.add(Json.text(address, "ip") + ":" + Json.number(port, 0, "port"));
        }
      }
    }
    return Cells.someOf(all);
  }

  static String slicePorts(ObjectNode slice) {
    List<String> ports =
        Json.list(slice, "ports").stream()
            .map(port -> port.has("port") ? Cells.scalar(port.path("port")) : "*")
            .toList();
    return ports.isEmpty() ? "<unset>" : Cells.someOf(ports);
  }

  static String sliceAddresses(ObjectNode slice) {
    List<String> all =
        Json.list(slice, "endpoints").stream()
            .flatMap(endpoint -> Json.list(endpoint, "addresses").stream())
            .map(JsonNode::asString)
            .toList();
    return all.isEmpty() ? "<unset>" : Cells.someOf(all);
  }

  static String ingressClass(ObjectNode ingress) {
    String named = Json.text(ingress, "spec", "ingressClassName");
    String annotated =
        Objects.requireNonNullElse(
            Json.textOrNull(ingress, "metadata", "annotations", "kubernetes.io/ingress.class"), "");
    return Cells.orNone(named.isEmpty() ? annotated : named);
  }

  static String hosts(ObjectNode ingress) {
    List<String> hosts =
        new TreeSet<>(
                Json.list(ingress, "spec", "rules").stream()
                    .map(rule -> Json.text(rule, "host"))
                    .filter(host -> !host.isEmpty())
                    .toList())
            .stream().toList();
    return hosts.isEmpty() ? "*" : Cells.someOf(hosts);
  }

  static String ingressPorts(ObjectNode ingress) {
    return Json.list(ingress, "spec", "tls").isEmpty() ? "80" : "80, 443";
  }

  static String parameters(ObjectNode ingressClass) {
    JsonNode parameters = Json.at(ingressClass, "spec", "parameters");
    if (!parameters.isObject()) {
      return "<none>";
    }
    String group = Json.text(parameters, "apiGroup");
    String kind = Json.text(parameters, "kind") + (group.isEmpty() ? "" : "." + group);
    return kind + "/" + Json.text(parameters, "name");
  }
}
