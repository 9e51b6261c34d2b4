package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.store.Admission.Write;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the API server demands of an Ingress (`k8s.io/kubernetes/pkg/apis/networking/validation`).
final class IngressRules {
  private static final List<String> PATH_TYPES =
      List.of("Exact", "ImplementationSpecific", "Prefix");
  private static final List<String> BAD_SEQUENCES = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> BAD_ENDS = List.of("/..", "/.");
  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  private final FieldErrors errors;

  private IngressRules(FieldErrors errors) {
    this.errors = errors;
  }

  static void check(Write write, FieldErrors errors) {
    new IngressRules(errors).ingress(write);
  }

  private void ingress(Write write) {
    ObjectNode ingress = write.object();
    JsonNode backend = Json.at(ingress, "spec", "defaultBackend");
    List<JsonNode> rules = Json.list(ingress, "spec", "rules");
    if (rules.isEmpty() && !backend.isObject()) {
      errors.invalid("spec", Json.array(), "either `defaultBackend` or `rules` must be specified");
    }
    if (backend.isObject()) {
      backend(backend, "spec.defaultBackend");
    }
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), "spec.rules[" + i + "]");
    }
    List<JsonNode> tls = Json.list(ingress, "spec", "tls");
    for (int i = 0; i < tls.size(); i++) {
      List<JsonNode> hosts = Json.list(tls.get(i), "hosts");
      for (int j = 0; j < hosts.size(); j++) {
        host(hosts.get(j).asString(""), "spec.tls[" + i + "].hosts[" + j + "]");
      }
    }
    if (write.before() == null) {
      oneClass(ingress);
    }
  }

  private void oneClass(ObjectNode ingress) {
    String annotation = Meta.annotations(ingress).get(CLASS_ANNOTATION);
    String name = Json.text(ingress, "spec", "ingressClassName");
    if (annotation != null && !name.isEmpty() && !name.equals(annotation)) {
      errors.invalidText(
          "annotations." + CLASS_ANNOTATION,
          annotation,
          List.of("must match `ingressClassName` when both are specified"));
    }
  }

  private void rule(JsonNode rule, String at) {
    String host = Json.text(rule, "host");
    if (host.matches("\\d{1,3}(\\.\\d{1,3}){3}") || host.contains(":")) {
      errors.invalidText(at + ".host", host, List.of("must be a DNS name, not an IP address"));
    } else if (!host.isEmpty()) {
      host(host, at + ".host");
    }
    if (rule.path("http").isObject()) {
      List<JsonNode> paths = Json.list(rule, "http", "paths");
      if (paths.isEmpty()) {
        errors.required(at + ".http.paths", "");
      }
      for (int i = 0; i < paths.size(); i++) {
        path(paths.get(i), at + ".http.paths[" + i + "]");
      }
    }
  }

  private void host(String host, String at) {
    errors.invalidText(
        at, host, host.contains("*") ? DnsNames.wildcard(host) : DnsNames.subdomain(host));
  }

  private void path(JsonNode path, String at) {
    String type = Json.text(path, "pathType");
    String text = Json.text(path, "path");
    if (type.isEmpty()) {
      errors.required(at + ".pathType", "pathType must be specified");
    } else if (!PATH_TYPES.contains(type)) {
      errors.unsupported(at + ".pathType", path.path("pathType"), PATH_TYPES);
    } else if (type.equals("ImplementationSpecific")) {
      if (!text.isEmpty() && !text.startsWith("/")) {
        errors.invalidText(at + ".path", text, List.of("must be an absolute path"));
      }
    } else {
      plainPath(text, at + ".path");
    }
    backend(path.path("backend"), at + ".backend");
  }

  private void plainPath(String text, String at) {
    if (!text.startsWith("/")) {
      errors.invalidText(at, text, List.of("must be an absolute path"));
    }
    for (String sequence : BAD_SEQUENCES) {
      if (text.contains(sequence)) {
        errors.invalidText(at, text, List.of("must not contain '" + sequence + "'"));
      }
    }
    for (String end : BAD_ENDS) {
      if (text.endsWith(end)) {
        errors.invalidText(at, text, List.of("cannot end with '" + end + "'"));
      }
    }
  }

  private void backend(JsonNode backend, String at) {
    JsonNode service = backend.path("service");
    boolean resource = backend.path("resource").isObject();
    if (resource && service.isObject()) {
      errors.invalidText(at, "", List.of("cannot set both resource and service backends"));
    } else if (service.isObject()) {
      service(service, at);
    } else if (!resource) {
      errors.invalidText(at, "", List.of("resource or service backend is required"));
    }
  }

  private void service(JsonNode service, String at) {
    String name = Json.text(service, "name");
    if (name.isEmpty()) {
      errors.required(at + ".service.name", "");
    } else {
      errors.invalidText(at + ".service.name", name, DnsNames.service(name));
    }
    String portName = Json.text(service, "port", "name");
    long number = Json.number(service, 0, "port", "number");
    if (!portName.isEmpty() && number != 0) {
      errors.invalidText(at, "", List.of("cannot set both port name & port number"));
    } else if (!portName.isEmpty()) {
      errors.invalidText(at + ".service.port.name", portName, DnsNames.portName(portName));
    } else if (number != 0) {
      errors.port(at + ".service.port.number", number);
    } else {
      errors.required(at, "port name or number is required");
    }
  }
}
