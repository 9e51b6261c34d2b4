package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the API server demands of a Service (`k8s.io/kubernetes/pkg/apis/core/validation`).
final class ServiceRules {
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> AFFINITIES = List.of("ClientIP", "None");

  private final FieldErrors errors;
  private final Set<String> names = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  private ServiceRules(FieldErrors errors) {
    this.errors = errors;
  }

  static void check(ObjectNode service, FieldErrors errors) {
    new ServiceRules(errors).service(service.path("spec"));
  }

  private void service(JsonNode spec) {
    String type = Json.text(spec, "type");
    if (!TYPES.contains(type)) {
      errors.unsupported("spec.type", spec.path("type"), TYPES);
    }
    String affinity = Json.text(spec, "sessionAffinity");
    if (!affinity.isEmpty() && !AFFINITIES.contains(affinity)) {
      errors.unsupported("spec.sessionAffinity", spec.path("sessionAffinity"), AFFINITIES);
    }
    String clusterIp = Json.text(spec, "clusterIP");
    boolean headless = clusterIp.equals("None");
    if (type.equals("ExternalName")) {
      String name = Json.text(spec, "externalName");
      String domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      errors.invalidText("spec.externalName", name, DnsNames.subdomain(domain));
    } else if (!clusterIp.isEmpty() && !headless && !isAddress(clusterIp)) {
      String want = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
      errors.invalidText("spec.clusterIPs[0]", clusterIp, List.of(want));
    }
    List<JsonNode> ports = Json.list(spec, "ports");
    if (ports.isEmpty() && !type.equals("ExternalName") && !headless) {
      errors.required("spec.ports", "");
    }
    for (int i = 0; i < ports.size(); i++) {
      port(ports.get(i), "spec.ports[" + i + "]", ports.size() > 1);
      if (type.equals("ClusterIP") && Json.number(ports.get(i), 0, "nodePort") != 0) {
        errors.forbidden(
            "spec.ports[" + i + "].nodePort", "may not be used when `type` is 'ClusterIP'");
      }
    }
  }

  private static boolean isAddress(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.matches("[0-9a-f:]*:[0-9a-f:.]*");
  }

  private void port(JsonNode port, String at, boolean nameRequired) {
    String name = Json.text(port, "name");
    if (name.isEmpty()) {
      if (nameRequired) {
        errors.required(at + ".name", "");
      }
    } else {
      errors.invalidText(at + ".name", name, DnsNames.label(name));
      if (!names.add(name)) {
        errors.duplicate(at + ".name", port.path("name"));
      }
    }
    long number = Json.number(port, 0, "port");
    errors.port(at + ".port", number);
    String protocol = Json.text(port, "protocol");
    if (!protocol.isEmpty() && !PROTOCOLS.contains(protocol)) {
      errors.unsupported(at + ".protocol", port.path("protocol"), PROTOCOLS);
    }
    JsonNode target = port.path("targetPort");
    if (target.isNumber()) {
      errors.port(at + ".targetPort", target.asLong());
    } else if (target.isString()) {
      errors.invalidText(
          at + ".targetPort", target.stringValue(), DnsNames.portName(target.stringValue()));
    }
    if (!taken.add(protocol + "/" + number)) {
      ObjectNode key = Json.object().put("Name", "").put("Protocol", protocol);
      key.putNull("AppProtocol").put("Port", number).put("TargetPort", 0).put("NodePort", 0);
      errors.duplicate(at, key);
    }
  }
}
