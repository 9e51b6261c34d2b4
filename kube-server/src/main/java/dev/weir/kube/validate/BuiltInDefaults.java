package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.ResourceType;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The defaults of built-in types: a table, and the few that depend on other fields.
final class BuiltInDefaults {
  private final FieldDefaults table = new FieldDefaults();
  private final Clock clock;

  BuiltInDefaults(Clock clock) {
    this.clock = clock;
  }

  void apply(ResourceType type, ObjectNode object) {
    table.apply(type.kind(), object);
    switch (type.kind()) {
      case "Namespace" -> namespace(object);
      case "Service" -> service(object);
      case "Deployment" -> {
        rollingUpdate(object);
        templateOf(object);
      }
      case "ReplicaSet", "StatefulSet" -> templateOf(object);
      case "DaemonSet" -> {
        templateOf(object);
        daemonUpdate(object);
      }
      case "Job" -> {
        job(object);
        templateOf(object);
      }
      case "Pod" -> containers(Json.at(object, "spec"));
      case "Secret" -> stringData(object);
      case "CustomResourceDefinition" -> definition(object);
      default -> {}
    }
  }

  private static void namespace(ObjectNode namespace) {
    if (!Meta.isDeleting(namespace)) {
      if (Json.list(namespace, "spec", "finalizers").isEmpty()) {
        Json.childArray(Json.child(namespace, "spec"), "finalizers").add("kubernetes");
      }
      Json.child(namespace, "status").put("phase", "Active");
    }
    Json.child(namespace, "metadata", "labels")
        .put("kubernetes.io/metadata.name", Meta.name(namespace));
  }

  private static void service(ObjectNode service) {
    ObjectNode spec = Json.child(service, "spec");
    for (JsonNode port : Json.list(spec, "ports")) {
      if (!port.has("targetPort") && port instanceof ObjectNode object) {
        object.set("targetPort", port.path("port"));
      }
    }
    String type = Json.text(spec, "type");
    if (!type.equals("ExternalName")) {
      putIfAbsent(spec, "internalTrafficPolicy", "Cluster");
      putIfAbsent(spec, "ipFamilyPolicy", "SingleStack");
      if (!spec.has("ipFamilies")) {
        spec.putArray("ipFamilies").add("IPv4");
      }
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      putIfAbsent(spec, "externalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
      spec.put("allocateLoadBalancerNodePorts", true);
    }
    if (!service.path("status").has("loadBalancer")) {
      Json.child(service, "status", "loadBalancer");
    }
  }

  private static void rollingUpdate(ObjectNode deployment) {
    ObjectNode strategy = Json.child(deployment, "spec", "strategy");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      ObjectNode rolling = Json.child(strategy, "rollingUpdate");
      putIfAbsent(rolling, "maxUnavailable", "25%");
      putIfAbsent(rolling, "maxSurge", "25%");
    }
  }

  private static void daemonUpdate(ObjectNode set) {
    ObjectNode strategy = Json.child(set, "spec", "updateStrategy");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      ObjectNode rolling = Json.child(strategy, "rollingUpdate");
      if (!rolling.has("maxUnavailable")) {
        rolling.put("maxUnavailable", 1).put("maxSurge", 0);
      }
    }
  }

  private static void job(ObjectNode job) {
    ObjectNode spec = Json.child(job, "spec");
    if (!spec.has("completions") && !spec.has("parallelism")) {
      spec.put("completions", 1);
    }
    if (!spec.has("parallelism")) {
      spec.put("parallelism", 1);
    }
    if (!spec.has("selector") && !Json.flag(spec, "manualSelector")) {
      Json.child(spec, "selector", "matchLabels")
          .put("batch.kubernetes.io/controller-uid", Meta.uid(job));
      Json.child(spec, "template", "metadata", "labels")
          .put("batch.kubernetes.io/controller-uid", Meta.uid(job))
          .put("batch.kubernetes.io/job-name", Meta.name(job))
          .put("controller-uid", Meta.uid(job))
          .put("job-name", Meta.name(job));
    }
  }

  private static void templateOf(ObjectNode workload) {
    containers(Json.at(workload, "spec", "template", "spec"));
  }

  private static void containers(JsonNode podSpec) {
    for (String list : new String[] {"containers", "initContainers"}) {
      for (JsonNode container : Json.list(podSpec, list)) {
        if (container instanceof ObjectNode object && !container.has("imagePullPolicy")) {
          object.put("imagePullPolicy", pullPolicy(Json.text(container, "image")));
        }
      }
    }
  }

  /// `Always` for the tag `latest`, given or implied.
  private static String pullPolicy(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    boolean latest = !last.contains(":") || last.endsWith(":latest");
    return latest && !last.contains("@") ? "Always" : "IfNotPresent";
  }

  private static void stringData(ObjectNode secret) {
    Map<String, String> texts = Meta.texts(secret.path("stringData"));
    texts.forEach((name, text) ->
        Json.child(secret, "data")
            .put(
                name,
                java.util.Base64.getEncoder()
                    .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    secret.remove("stringData");
  }

  private void definition(ObjectNode definition) {
    ObjectNode names = Json.child(definition, "spec", "names");
    String kind = Json.text(names, "kind");
    putIfAbsent(names, "singular", kind.toLowerCase(java.util.Locale.ROOT));
    putIfAbsent(names, "listKind", kind + "List");
    ObjectNode status = Json.child(definition, "status");
    status.set("acceptedNames", names);
    if (Json.list(status, "conditions").isEmpty()) {
      String now = Meta.time(clock.instant());
      condition(status, "NamesAccepted", "NoConflicts", "no conflicts found", now);
      condition(
          status,
          "Established",
          "InitialNamesAccepted",
          "the initial names have been accepted",
          now);
    }
    status.putArray("storedVersions");
    for (JsonNode version : Json.list(definition, "spec", "versions")) {
      if (Json.flag(version, "storage")) {
        Json.childArray(status, "storedVersions").add(Json.text(version, "name"));
      }
    }
  }

  private static void condition(
      ObjectNode status, String type, String reason, String message, String time) {
    Json.childArray(status, "conditions")
        .addObject()
        .put("lastTransitionTime", time)
        .put("message", message)
        .put("reason", reason)
        .put("status", "True")
        .put("type", type);
  }

  private static void putIfAbsent(ObjectNode object, String name, String value) {
    if (!object.has(name)) {
      object.put(name, value);
    }
  }
}
