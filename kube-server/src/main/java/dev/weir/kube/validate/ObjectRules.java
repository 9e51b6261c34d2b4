package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.store.Admission.Write;
import dev.weir.kube.store.Selector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The rules of names, labels and of the kinds that people get wrong, in the words of the API
/// server.
final class ObjectRules {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
  private static final Pattern SERVICE_NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final String SUBDOMAIN_TEXT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
          + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
          + " for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String LABEL_TEXT =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
          + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used"
          + " for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String SERVICE_TEXT =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final String LABEL_VALUE_TEXT =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
          + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',"
          + "  or '12345', regex used for validation is"
          + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  private static final Set<String> FREE_NAMES =
      Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
  private static final List<String> PATH_TYPES =
      List.of("Exact", "ImplementationSpecific", "Prefix");
  private static final List<String> SERVICE_TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

  private ObjectRules() {}

  static void check(Write write, FieldErrors errors) {
    ObjectNode object = write.object();
    name(write, errors);
    labels(object, errors);
    switch (write.type().kind()) {
      case "Ingress" -> ingress(object, errors);
      case "Service" -> service(object, errors);
      case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet" -> workload(write, errors);
      case "Secret", "ConfigMap" -> immutable(write, errors);
      default -> {}
    }
  }

  private static void name(Write write, FieldErrors errors) {
    String name = Meta.name(write.object());
    JsonNode value = JsonNodeFactory.instance.stringNode(name);
    String kind = write.type().kind();
    if (write.before() != null || FREE_NAMES.contains(kind)) {
      return;
    }
    if (kind.equals("Service")) {
      if (name.length() > 63 || !SERVICE_NAME.matcher(name).matches()) {
        errors.invalid("metadata.name", value, SERVICE_TEXT);
      }
    } else if (kind.equals("Namespace")) {
      if (name.length() > 63 || !DNS_LABEL.matcher(name).matches()) {
        errors.invalid("metadata.name", value, LABEL_TEXT);
      }
    } else if (name.length() > 253 || !SUBDOMAIN.matcher(name).matches()) {
      errors.invalid("metadata.name", value, SUBDOMAIN_TEXT);
    }
  }

  private static void labels(ObjectNode object, FieldErrors errors) {
    for (Map.Entry<String, String> label : Meta.labels(object).entrySet()) {
      JsonNode value = JsonNodeFactory.instance.stringNode(label.getValue());
      if (label.getValue().length() > 63) {
        errors.invalid("metadata.labels", value, "must be no more than 63 bytes");
      } else if (!LABEL_VALUE.matcher(label.getValue()).matches()) {
        errors.invalid("metadata.labels", value, LABEL_VALUE_TEXT);
      }
    }
  }

  private static void ingress(ObjectNode ingress, FieldErrors errors) {
    List<JsonNode> rules = Json.list(ingress, "spec", "rules");
    if (rules.isEmpty() && !Json.at(ingress, "spec", "defaultBackend").isObject()) {
      errors.invalid(
          "spec",
          JsonNodeFactory.instance.arrayNode(),
          "either `defaultBackend` or `rules` must be specified");
    }
    for (int i = 0; i < rules.size(); i++) {
      List<JsonNode> paths = Json.list(rules.get(i), "http", "paths");
      for (int j = 0; j < paths.size(); j++) {
        path(paths.get(j), "spec.rules[" + i + "].http.paths[" + j + "]", errors);
      }
    }
  }

  private static void path(JsonNode path, String at, FieldErrors errors) {
    String type = Json.text(path, "pathType");
    if (!type.isEmpty() && !PATH_TYPES.contains(type)) {
      errors.unsupported(at + ".pathType", path.path("pathType"), PATH_TYPES);
    } else if (!type.equals("ImplementationSpecific")
        && !type.isEmpty()
        && !Json.text(path, "path").startsWith("/")) {
      errors.invalid(
          at + ".path",
          JsonNodeFactory.instance.stringNode(Json.text(path, "path")),
          "must be an absolute path");
    }
    JsonNode service = Json.at(path, "backend", "service");
    if (service.isObject()
        && !service.path("port").has("number")
        && !service.path("port").has("name")) {
      errors.required(at + ".backend.service.port", "port name or number is required");
    }
  }

  private static void service(ObjectNode service, FieldErrors errors) {
    JsonNode spec = service.path("spec");
    String type = Json.text(spec, "type");
    if (!SERVICE_TYPES.contains(type)) {
      errors.unsupported("spec.type", spec.path("type"), SERVICE_TYPES);
    }
    List<JsonNode> ports = Json.list(spec, "ports");
    if (ports.isEmpty()
        && !type.equals("ExternalName")
        && !Json.text(spec, "clusterIP").equals("None")) {
      errors.required("spec.ports", "");
    }
    for (int i = 0; i < ports.size(); i++) {
      long port = Json.number(ports.get(i), 0, "port");
      if (port < 1 || port > 65535) {
        errors.invalid(
            "spec.ports[" + i + "].port",
            Json.integer(port),
            "must be between 1 and 65535, inclusive");
      }
      if (ports.size() > 1 && Json.text(ports.get(i), "name").isEmpty()) {
        errors.required("spec.ports[" + i + "].name", "");
      }
    }
  }

  private static void workload(Write write, FieldErrors errors) {
    JsonNode selector = Json.at(write.object(), "spec", "selector");
    ObjectNode before = write.before();
    if (before != null && !Json.at(before, "spec", "selector").equals(selector)) {
      errors.invalid("spec.selector", selector, "field is immutable");
      return;
    }
    JsonNode template = Json.at(write.object(), "spec", "template");
    if (selector.isObject()
        && template.isObject()
        && !Selector.labelSelector(selector).matches(template)) {
      errors.invalid(
          "spec.template.metadata.labels",
          Json.at(template, "metadata", "labels").isObject()
              ? Json.at(template, "metadata", "labels")
              : Json.object(),
          "`selector` does not match template `labels`");
    }
    if (template.isObject() && Json.list(template, "spec", "containers").isEmpty()) {
      errors.required("spec.template.spec.containers", "");
    }
  }

  private static void immutable(Write write, FieldErrors errors) {
    ObjectNode before = write.before();
    if (before != null
        && Json.flag(before, "immutable")
        && !before.path("data").equals(write.object().path("data"))) {
      errors.forbidden("data", "field is immutable when `immutable` is set");
    }
  }
}
