package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.store.Admission.Write;
import dev.weir.kube.store.WriteOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the API server demands of a pod spec, alone or in a template
/// (`k8s.io/kubernetes/pkg/apis/core/validation`).
final class PodRules {
  private static final List<String> RESTARTS = List.of("Always", "Never", "OnFailure");
  private static final List<String> PULLS = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> MAY_CHANGE =
      List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds");
  private static final String CHANGED =
      "pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
          + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  private final FieldErrors errors;
  private final Set<String> names = new HashSet<>();
  private final Set<String> volumes;

  private PodRules(FieldErrors errors, JsonNode spec) {
    this.errors = errors;
    this.volumes =
        Json.list(spec, "volumes").stream()
            .map(volume -> Json.text(volume, "name"))
            .collect(Collectors.toSet());
  }

  /// @param at the path of the spec: `spec` or `spec.template.spec`
  static void check(JsonNode spec, String at, FieldErrors errors) {
    new PodRules(errors, spec).spec(spec, at);
  }

  /// A pod keeps its spec; only the embedded controllers, which bind it to its node, may change it.
  static void checkUpdate(Write write, FieldErrors errors) {
    ObjectNode before = write.before();
    if (before == null || write.options().equals(WriteOptions.INTERNAL)) {
      return;
    }
    JsonNode old = before.path("spec");
    JsonNode now = write.object().path("spec");
    for (String list : List.of("containers", "initContainers")) {
      if (Json.list(old, list).size() != Json.list(now, list).size()) {
        errors.forbidden("spec." + list, "pod updates may not add or remove containers");
        return;
      }
    }
    if (!fixed(old).equals(fixed(now))) {
      errors.forbidden("spec", CHANGED);
    }
  }

  private static JsonNode fixed(JsonNode spec) {
    JsonNode copy = spec.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(MAY_CHANGE);
    }
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : Json.list(copy, list)) {
        // the default pull policy follows the image
        ((ObjectNode) container).remove(List.of("image", "imagePullPolicy"));
      }
    }
    return copy;
  }

  private void spec(JsonNode spec, String at) {
    String restart = Json.text(spec, "restartPolicy");
    if (!restart.isEmpty() && !RESTARTS.contains(restart)) {
      errors.unsupported(at + ".restartPolicy", spec.path("restartPolicy"), RESTARTS);
    }
    List<JsonNode> containers = Json.list(spec, "containers");
    if (containers.isEmpty()) {
      errors.required(at + ".containers", "");
    }
    for (int i = 0; i < containers.size(); i++) {
      container(containers.get(i), at + ".containers[" + i + "]");
    }
    List<JsonNode> first = Json.list(spec, "initContainers");
    for (int i = 0; i < first.size(); i++) {
      container(first.get(i), at + ".initContainers[" + i + "]");
    }
  }

  private void container(JsonNode container, String at) {
    String name = Json.text(container, "name");
    if (name.isEmpty()) {
      errors.required(at + ".name", "");
    } else {
      errors.invalidText(at + ".name", name, DnsNames.label(name));
      if (!names.add(name)) {
        errors.duplicate(at + ".name", container.path("name"));
      }
    }
    String image = Json.text(container, "image");
    if (image.isEmpty()) {
      errors.required(at + ".image", "");
    } else if (!image.strip().equals(image)) {
      errors.invalidText(
          at + ".image", image, List.of("must not have leading or trailing whitespace"));
    }
    String pull = Json.text(container, "imagePullPolicy");
    if (!pull.isEmpty() && !PULLS.contains(pull)) {
      errors.unsupported(at + ".imagePullPolicy", container.path("imagePullPolicy"), PULLS);
    }
    ports(Json.list(container, "ports"), at + ".ports");
    mounts(Json.list(container, "volumeMounts"), at + ".volumeMounts");
    List<JsonNode> environment = Json.list(container, "env");
    for (int i = 0; i < environment.size(); i++) {
      if (Json.text(environment.get(i), "name").isEmpty()) {
        errors.required(at + ".env[" + i + "].name", "");
      }
    }
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      probe(container.path(probe), at + "." + probe, !probe.startsWith("readiness"));
    }
  }

  private void ports(List<JsonNode> ports, String at) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonNode port = ports.get(i);
      String here = at + "[" + i + "]";
      String name = Json.text(port, "name");
      if (!name.isEmpty()) {
        errors.invalidText(here + ".name", name, DnsNames.portName(name));
        if (!taken.add(name)) {
          errors.duplicate(here + ".name", port.path("name"));
        }
      }
      long number = Json.number(port, 0, "containerPort");
      if (number == 0) {
        errors.required(here + ".containerPort", "");
      } else {
        errors.port(here + ".containerPort", number);
      }
      long host = Json.number(port, 0, "hostPort");
      if (host != 0) {
        errors.port(here + ".hostPort", host);
      }
      String protocol = Json.text(port, "protocol");
      if (!protocol.isEmpty() && !ServiceRules.PROTOCOLS.contains(protocol)) {
        errors.unsupported(here + ".protocol", port.path("protocol"), ServiceRules.PROTOCOLS);
      }
    }
  }

  private void mounts(List<JsonNode> mounts, String at) {
    for (int i = 0; i < mounts.size(); i++) {
      String name = Json.text(mounts.get(i), "name");
      if (name.isEmpty()) {
        errors.required(at + "[" + i + "].name", "");
      } else if (!volumes.contains(name)) {
        errors.notFound(at + "[" + i + "].name", mounts.get(i).path("name"));
      }
    }
  }

  private void probe(JsonNode probe, String at, boolean onceIsEnough) {
    if (!probe.isObject()) {
      return;
    }
    List<String> set = HANDLERS.stream().filter(name -> probe.path(name).isObject()).toList();
    if (set.isEmpty()) {
      errors.required(at, "must specify a handler type");
    }
    for (int i = 1; i < set.size(); i++) {
      errors.forbidden(at + "." + set.get(i), "may not specify more than 1 handler type");
    }
    for (String handler : List.of("httpGet", "tcpSocket")) {
      JsonNode port = probe.path(handler).path("port");
      if (port.isNumber()) {
        errors.port(at + "." + handler + ".port", port.asLong());
      } else if (port.isString()) {
        String name = port.stringValue();
        errors.invalidText(at + "." + handler + ".port", name, DnsNames.portName(name));
      }
    }
    for (String count : List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds")) {
      if (Json.number(probe, 0, count) < 0) {
        errors.invalid(at + "." + count, probe.path(count), "must be greater than or equal to 0");
      }
    }
    if (onceIsEnough && Json.number(probe, 1, "successThreshold") != 1) {
      errors.invalid(at + ".successThreshold", probe.path("successThreshold"), "must be 1");
    }
  }
}
