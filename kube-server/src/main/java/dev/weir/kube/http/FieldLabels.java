package dev.weir.kube.http;

import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which fields a `fieldSelector` may name: a few of some kinds, name and namespace of all.
final class FieldLabels {
  private static final Set<String> EVERY_KIND = Set.of("metadata.name", "metadata.namespace");
  private static final Map<String, List<String>> OF_KIND =
      Map.of(
          "pods",
          List.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.podIPs",
              "status.nominatedNodeName"),
          "events",
          List.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "source",
              "type"),
          "events.events.k8s.io",
          List.of(
              "regarding.kind",
              "regarding.namespace",
              "regarding.name",
              "regarding.uid",
              "reason",
              "reportingController",
              "type"),
          "nodes",
          List.of("spec.unschedulable"),
          "namespaces",
          List.of("status.phase"),
          "secrets",
          List.of("type"),
          "services",
          List.of("spec.clusterIP", "spec.type"),
          "replicationcontrollers",
          List.of("status.replicas"),
          "replicasets.apps",
          List.of("status.replicas"),
          "jobs.batch",
          List.of("status.successful"));

  private FieldLabels() {}

  /// @throws StatusException 400 if the selector names a field that cannot be selected by
  static void check(ResourceType type, String selector) {
    List<String> more = OF_KIND.getOrDefault(type.resource(), List.of());
    for (String requirement : selector.split("(?<!\\\\),")) {
      String field = requirement.split("=|!=", 2)[0].strip();
      if (field.isEmpty() || EVERY_KIND.contains(field) || more.contains(field)) {
        continue;
      }
      throw StatusException.badRequest(
          more.isEmpty()
              ? "\""
                  + field
                  + "\" is not a known field selector: only \"metadata.name\","
                  + " \"metadata.namespace\""
              : "field label not supported: " + field);
    }
  }
}
