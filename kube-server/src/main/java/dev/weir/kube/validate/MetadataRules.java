package dev.weir.kube.validate;

import dev.weir.kube.object.Meta;
import dev.weir.kube.store.Admission.Write;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rules of `metadata`: name, labels, annotations.
final class MetadataRules {
  private static final Set<String> FREE_NAMES =
      Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;

  private MetadataRules() {}

  static void check(Write write, FieldErrors errors) {
    ObjectNode object = write.object();
    if (write.before() == null) {
      name(write.type().kind(), Meta.name(object), errors);
    }
    labels(object, "metadata.labels", errors);
    annotations(object, errors);
  }

  private static void name(String kind, String name, FieldErrors errors) {
    List<String> wrong =
        switch (kind) {
          case "Service" -> DnsNames.service(name);
          case "Namespace" -> DnsNames.label(name);
          default -> FREE_NAMES.contains(kind) ? List.of() : DnsNames.subdomain(name);
        };
    errors.invalidText("metadata.name", name, wrong);
  }

  /// @param object whose `metadata.labels` are checked
  static void labels(JsonNode object, String at, FieldErrors errors) {
    for (Map.Entry<String, String> label : Meta.labels(object).entrySet()) {
      errors.invalidText(at, label.getKey(), DnsNames.qualified(label.getKey()));
      errors.invalidText(at, label.getValue(), DnsNames.labelValue(label.getValue()));
    }
  }

  private static void annotations(JsonNode object, FieldErrors errors) {
    long size = 0;
    for (Map.Entry<String, String> annotation : Meta.annotations(object).entrySet()) {
      String key = annotation.getKey();
      errors.invalidText(
          "metadata.annotations", key, DnsNames.qualified(key.toLowerCase(java.util.Locale.ROOT)));
      size += key.length() + annotation.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (size > ANNOTATIONS_LIMIT) {
      errors.tooLong("metadata.annotations", ANNOTATIONS_LIMIT);
    }
  }
}
