package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Whether a pod may run on a node: readiness, cordon, taints, node selector, required node
/// affinity.
final class NodeFit {
  private NodeFit() {}

  static boolean fits(JsonNode pod, JsonNode node) {
    return Conditions.isTrue(node, "Ready")
        && !Json.flag(node, "spec", "unschedulable")
        && tolerates(pod, node)
        && isSelected(pod, node);
  }

  /// As `fits`, for pods of a DaemonSet, which run on cordoned nodes, too.
  static boolean fitsDaemon(JsonNode pod, JsonNode node) {
    return tolerates(pod, node) && isSelected(pod, node);
  }

  private static boolean isSelected(JsonNode pod, JsonNode node) {
    Map<String, String> labels = Meta.labels(node);
    Map<String, String> selector = Meta.texts(Json.at(pod, "spec", "nodeSelector"));
    if (!labels.entrySet().containsAll(selector.entrySet())) {
      return false;
    }
    List<JsonNode> terms =
        Json.list(
            pod,
            "spec",
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "nodeSelectorTerms");
    return terms.isEmpty() || terms.stream().anyMatch(term -> holds(term, labels, node));
  }

  private static boolean holds(JsonNode term, Map<String, String> labels, JsonNode node) {
    Map<String, String> fields = Map.of("metadata.name", Meta.name(node));
    return Json.list(term, "matchExpressions").stream().allMatch(e -> expression(e, labels))
        && Json.list(term, "matchFields").stream().allMatch(e -> expression(e, fields));
  }

  private static boolean expression(JsonNode expression, Map<String, String> labels) {
    String value = labels.get(Json.text(expression, "key"));
    List<String> values = Json.list(expression, "values").stream().map(JsonNode::asString).toList();
    return switch (Json.text(expression, "operator")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && compare(value, values) > 0;
      case "Lt" -> value != null && compare(value, values) < 0;
      default -> false;
    };
  }

  private static int compare(String value, List<String> values) {
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static boolean tolerates(JsonNode pod, JsonNode node) {
    List<JsonNode> tolerations = Json.list(pod, "spec", "tolerations");
    return Json.list(node, "spec", "taints").stream()
        .filter(taint -> !Json.text(taint, "effect").equals("PreferNoSchedule"))
        .allMatch(taint -> tolerations.stream().anyMatch(t -> isToleratedBy(taint, t)));
  }

  private static boolean isToleratedBy(JsonNode taint, JsonNode toleration) {
    String effect = Json.text(toleration, "effect");
    String key = Json.text(toleration, "key");
    boolean exists = Json.text(toleration, "operator").equals("Exists");
    if (!effect.isEmpty() && !effect.equals(Json.text(taint, "effect"))) {
      return false;
    }
    if (key.isEmpty()) {
      return exists;
    }
    return key.equals(Json.text(taint, "key"))
        && (exists || Json.text(toleration, "value").equals(Json.text(taint, "value")));
  }
}
