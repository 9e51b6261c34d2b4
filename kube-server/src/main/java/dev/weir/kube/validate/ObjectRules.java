package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.store.Admission.Write;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rules of the kinds that people get wrong, in the words of the API server.
final class ObjectRules {
  private ObjectRules() {}

  static void check(Write write, FieldErrors errors) {
    ObjectNode object = write.object();
    MetadataRules.check(write, errors);
    switch (write.type().kind()) {
      case "Ingress" -> IngressRules.check(write, errors);
      case "IngressClass" -> keeps(write, errors, "spec", "controller");
      case "Service" -> ServiceRules.check(object, errors);
      case "Pod" -> {
        PodRules.check(object.path("spec"), "spec", errors);
        PodRules.checkUpdate(write, errors);
      }
      case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job" ->
          WorkloadRules.check(write, errors);
      case "EndpointSlice" -> keeps(write, errors, "addressType");
      case "RoleBinding", "ClusterRoleBinding" -> roleRef(write, errors);
      case "ConfigMap" -> {
        keys(object, "data", errors);
        immutable(write, errors);
      }
      case "Secret" -> {
        keys(object, "data", errors);
        encoded(object, errors);
        keeps(write, errors, "type");
        immutable(write, errors);
      }
      default -> {}
    }
  }

  private static void keeps(Write write, FieldErrors errors, String... path) {
    ObjectNode before = write.before();
    JsonNode now = Json.at(write.object(), path);
    if (before != null && !Json.at(before, path).equals(now)) {
      errors.invalid(String.join(".", path), now, "field is immutable");
    }
  }

  private static void roleRef(Write write, FieldErrors errors) {
    ObjectNode before = write.before();
    JsonNode now = write.object().path("roleRef");
    if (before != null && !before.path("roleRef").equals(now)) {
      errors.invalid("roleRef", now, "cannot change roleRef");
    }
  }

  private static void keys(ObjectNode object, String field, FieldErrors errors) {
    object
        .path(field)
        .propertyNames()
        .forEach(key -> errors.invalidText(field + "[" + key + "]", key, DnsNames.configKey(key)));
  }

  private static void encoded(ObjectNode secret, FieldErrors errors) {
    secret
        .path("data")
        .properties()
        .forEach(entry -> {
          try {
            byte[] decoded = Base64.getDecoder().decode(entry.getValue().asString(""));
            assert decoded != null;
          } catch (IllegalArgumentException e) {
            errors.invalid("data[" + entry.getKey() + "]", entry.getValue(), "illegal base64 data");
          }
        });
  }

  private static void immutable(Write write, FieldErrors errors) {
    ObjectNode before = write.before();
    if (before == null || !Json.flag(before, "immutable")) {
      return;
    }
    for (String field : List.of("data", "binaryData")) {
      if (!before.path(field).equals(write.object().path(field))) {
        errors.forbidden(field, "field is immutable when `immutable` is set");
      }
    }
    if (!Json.flag(write.object(), "immutable")) {
      errors.forbidden("immutable", "field is immutable when `immutable` is set");
    }
  }
}
