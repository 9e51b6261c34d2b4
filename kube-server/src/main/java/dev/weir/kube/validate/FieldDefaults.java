package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Defaults of built-in types as rows of kind, path and value.
///
/// A step of a path ends in `[]` to go through all elements, in `+` to create the object where
/// absent; without, the default applies only where the parent is present. `@pod` paths start at the
/// pod spec of each kind that has one.
final class FieldDefaults {
  private static final String ROWS =
      """
      Deployment spec+.replicas 1
      Deployment spec.revisionHistoryLimit 10
      Deployment spec.progressDeadlineSeconds 600
      Deployment spec.strategy+.type "RollingUpdate"
      ReplicaSet spec+.replicas 1
      ReplicationController spec+.replicas 1
      StatefulSet spec+.replicas 1
      StatefulSet spec.podManagementPolicy "OrderedReady"
      StatefulSet spec.revisionHistoryLimit 10
      StatefulSet spec.updateStrategy+.type "RollingUpdate"
      DaemonSet spec.revisionHistoryLimit 10
      DaemonSet spec.updateStrategy+.type "RollingUpdate"
      Job spec.backoffLimit 6
      Job spec.completionMode "NonIndexed"
      Job spec.suspend false
      CronJob spec.concurrencyPolicy "Allow"
      CronJob spec.suspend false
      CronJob spec.successfulJobsHistoryLimit 3
      CronJob spec.failedJobsHistoryLimit 1
      Service spec.type "ClusterIP"
      Service spec.sessionAffinity "None"
      Service spec.ports[].protocol "TCP"
      Secret type "Opaque"
      Endpoints subsets[].ports[].protocol "TCP"
      EndpointSlice ports[].protocol "TCP"
      EndpointSlice ports[].name ""
      HorizontalPodAutoscaler spec.minReplicas 1
      PersistentVolumeClaim spec.volumeMode "Filesystem"
      StorageClass reclaimPolicy "Delete"
      StorageClass volumeBindingMode "Immediate"
      NetworkPolicy spec.policyTypes ["Ingress"]
      CustomResourceDefinition spec.conversion+.strategy "None"
      Pod spec.enableServiceLinks true
      Pod spec.serviceAccountName "default"
      @pod restartPolicy "Always"
      @pod terminationGracePeriodSeconds 30
      @pod dnsPolicy "ClusterFirst"
      @pod securityContext+ {}
      @pod schedulerName "default-scheduler"
      @pod volumes[].configMap.defaultMode 420
      @pod volumes[].secret.defaultMode 420
      @pod volumes[].projected.defaultMode 420
      @pod volumes[].downwardAPI.defaultMode 420
      @pod volumes[].hostPath.type ""
      """;
  private static final String CONTAINER_ROWS =
      """
      resources+ {}
      terminationMessagePath "/dev/termination-log"
      terminationMessagePolicy "File"
      ports[].protocol "TCP"
      env[].valueFrom.fieldRef.apiVersion "v1"
      livenessProbe.timeoutSeconds 1
      livenessProbe.periodSeconds 10
      livenessProbe.successThreshold 1
      livenessProbe.failureThreshold 3
      livenessProbe.httpGet.path "/"
      livenessProbe.httpGet.scheme "HTTP"
      """;
  private static final Map<String, String> POD_SPECS =
      Map.of(
          "Pod", "spec.",
          "Deployment", "spec.template.spec.",
          "ReplicaSet", "spec.template.spec.",
          "ReplicationController", "spec.template.spec.",
          "StatefulSet", "spec.template.spec.",
          "DaemonSet", "spec.template.spec.",
          "Job", "spec.template.spec.",
          "CronJob", "spec.jobTemplate.spec.template.spec.");

  private final Map<String, List<Row>> rows = new HashMap<>();

  private record Row(List<String> steps, JsonNode value) {}

  FieldDefaults() {
    ROWS.lines().forEach(this::add);
    CONTAINER_ROWS
        .lines()
        .forEach(line -> {
          addContainers(line);
          if (line.startsWith("livenessProbe")) {
            addContainers(line.replaceFirst("livenessProbe", "readinessProbe"));
            addContainers(line.replaceFirst("livenessProbe", "startupProbe"));
          }
        });
  }

  private void addContainers(String line) {
    add("@pod containers[]." + line);
    add("@pod initContainers[]." + line);
  }

  private void add(String line) {
    String[] cells = line.split(" ", 3);
    JsonNode value = Json.MAPPER.readTree(cells[2]);
    if (cells[0].equals("@pod")) {
      POD_SPECS.forEach((kind, prefix) -> put(kind, prefix + cells[1], value));
    } else {
      put(cells[0], cells[1], value);
    }
  }

  private void put(String kind, String path, JsonNode value) {
    rows.computeIfAbsent(kind, k -> new ArrayList<>())
        .add(new Row(List.of(path.split("\\.")), value));
  }

  void apply(String kind, ObjectNode object) {
    for (Row row : rows.getOrDefault(kind, List.of())) {
      set(object, row.steps(), row.value());
    }
  }

  private static void set(ObjectNode at, List<String> steps, JsonNode value) {
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (rest.isEmpty()) {
      String name = step.endsWith("+") ? step.substring(0, step.length() - 1) : step;
      if (!at.has(name)) {
        at.set(name, value.deepCopy());
      }
    } else if (step.endsWith("[]")) {
      for (JsonNode element : at.path(step.substring(0, step.length() - 2))) {
        if (element instanceof ObjectNode object) {
          set(object, rest, value);
        }
      }
    } else if (step.endsWith("+")) {
      set(Json.child(at, step.substring(0, step.length() - 1)), rest, value);
    } else if (at.path(step) instanceof ObjectNode object) {
      set(object, rest, value);
    }
  }
}
