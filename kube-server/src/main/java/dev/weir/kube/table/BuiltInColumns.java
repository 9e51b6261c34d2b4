package dev.weir.kube.table;

import static dev.weir.kube.table.Column.number;
import static dev.weir.kube.table.Column.text;
import static dev.weir.kube.table.Column.wide;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The columns of the built-in types, as the real server's printers have them.
final class BuiltInColumns {
  private final Clock clock;
  private final Column name = text("Name", Meta::name);
  private final Column age;
  private final Map<String, List<Column>> byResource = new HashMap<>();

  BuiltInColumns(Clock clock) {
    this.clock = clock;
    this.age = text("Age", o -> Age.since(at(o, "metadata", "creationTimestamp"), clock));
    workloads();
    pods();
    services();
    networking();
    cluster();
    configuration();
    events();
  }

  /// Of a resource such as `deployments.apps`; name and age if it has no printer of its own.
  List<Column> of(String resource) {
    return byResource.getOrDefault(resource, List.of(name, age));
  }

  private void pods() {
    PodCells cells = new PodCells(clock);
    put(
        "pods",
        name,
        text("Ready", PodCells::ready),
        text("Status", PodCells::status),
        text("Restarts", cells::restarts),
        age,
        wide("IP", o -> Cells.textOrNone(o, "status", "podIP")),
        wide("Node", o -> Cells.textOrNone(o, "spec", "nodeName")),
        wide("Nominated Node", o -> Cells.textOrNone(o, "status", "nominatedNodeName")),
        wide("Readiness Gates", PodCells::readinessGates));
  }

  private void workloads() {
    put(
        "deployments.apps",
        name,
        text("Ready", o -> status(o, "readyReplicas") + "/" + spec(o, "replicas")),
        number("Up-to-date", o -> status(o, "updatedReplicas")),
        number("Available", o -> status(o, "availableReplicas")),
        age,
        wide("Containers", o -> Cells.containers(template(o))),
        wide("Images", o -> Cells.image(template(o))),
        wide("Selector", o -> Cells.labelSelector(Json.at(o, "spec", "selector"))));
    List<Column> replicas =
        List.of(
            name,
            number("Desired", o -> spec(o, "replicas")),
            number("Current", o -> status(o, "replicas")),
            number("Ready", o -> status(o, "readyReplicas")),
            age,
            wide("Containers", o -> Cells.containers(template(o))),
            wide("Images", o -> Cells.image(template(o))),
            wide("Selector", BuiltInColumns::selector));
    byResource.put("replicasets.apps", replicas);
    byResource.put("replicationcontrollers", replicas);
    put(
        "statefulsets.apps",
        name,
        text("Ready", o -> status(o, "readyReplicas") + "/" + spec(o, "replicas")),
        age,
        wide("Containers", o -> Cells.containers(template(o))),
        wide("Images", o -> Cells.image(template(o))));
    put(
        "daemonsets.apps",
        name,
        number("Desired", o -> status(o, "desiredNumberScheduled")),
        number("Current", o -> status(o, "currentNumberScheduled")),
        number("Ready", o -> status(o, "numberReady")),
        number("Up-to-date", o -> status(o, "updatedNumberScheduled")),
        number("Available", o -> status(o, "numberAvailable")),
        text("Node Selector", o -> Cells.map(template(o).path("nodeSelector"))),
        age,
        wide("Containers", o -> Cells.containers(template(o))),
        wide("Images", o -> Cells.image(template(o))),
        wide("Selector", BuiltInColumns::selector));
    put(
        "jobs.batch",
        name,
        text("Status", BuiltInColumns::jobStatus),
        text("Completions", o -> status(o, "succeeded") + "/" + spec(o, "completions")),
        text("Duration", this::jobDuration),
        age,
        wide("Containers", o -> Cells.containers(template(o))),
        wide("Images", o -> Cells.image(template(o))),
        wide("Selector", BuiltInColumns::selector));
    put(
        "cronjobs.batch",
        name,
        text("Schedule", o -> at(o, "spec", "schedule")),
        text("Timezone", o -> Cells.textOrNone(o, "spec", "timeZone")),
        text("Suspend", o -> Json.flag(o, "spec", "suspend") ? "True" : "False"),
        number("Active", o -> Cells.size(o.path("status"), "active")),
        text("Last Schedule", o -> sinceOrNone(at(o, "status", "lastScheduleTime"))),
        age);
  }

  private void services() {
    put(
        "services",
        name,
        text("Type", o -> at(o, "spec", "type")),
        text("Cluster-IP", o -> Cells.textOrNone(o, "spec", "clusterIP")),
        text("External-IP", NetworkCells::externalIp),
        text("Port(s)", NetworkCells::servicePorts),
        age,
        wide("Selector", o -> Cells.map(Json.at(o, "spec", "selector"))));
    put("endpoints", name, text("Endpoints", NetworkCells::endpoints), age);
    put(
        "endpointslices.discovery.k8s.io",
        name,
        text("AddressType", o -> at(o, "addressType")),
        text("Ports", NetworkCells::slicePorts),
        text("Endpoints", NetworkCells::sliceAddresses),
        age);
  }

  private void networking() {
    put(
        "ingresses.networking.k8s.io",
        name,
        text("Class", NetworkCells::ingressClass),
        text("Hosts", NetworkCells::hosts),
        text("Address", NetworkCells::loadBalancer),
        text("Ports", NetworkCells::ingressPorts),
        age);
    put(
        "ingressclasses.networking.k8s.io",
        name,
        text("Controller", o -> at(o, "spec", "controller")),
        text("Parameters", NetworkCells::parameters),
        age);
    put(
        "networkpolicies.networking.k8s.io",
        name,
        text("Pod-Selector", o -> Cells.labelSelector(Json.at(o, "spec", "podSelector"))),
        age);
  }

  private void cluster() {
    put("namespaces", name, text("Status", o -> at(o, "status", "phase")), age);
    put(
        "nodes",
        name,
        text("Status", NodeCells::status),
        text("Roles", NodeCells::roles),
        age,
        text("Version", o -> NodeCells.info(o, "kubeletVersion")),
        wide("Internal-IP", o -> NodeCells.address(o, "InternalIP")),
        wide("External-IP", o -> NodeCells.address(o, "ExternalIP")),
        wide("OS-Image", o -> NodeCells.info(o, "osImage")),
        wide("Kernel-Version", o -> NodeCells.info(o, "kernelVersion")),
        wide("Container-Runtime", o -> NodeCells.info(o, "containerRuntimeVersion")));
    put(
        "leases.coordination.k8s.io",
        name,
        text("Holder", o -> at(o, "spec", "holderIdentity")),
        age);
    put(
        "customresourcedefinitions.apiextensions.k8s.io",
        name,
        text("Created At", o -> at(o, "metadata", "creationTimestamp")));
    put("storageclasses.storage.k8s.io", name, text("Provisioner", o -> at(o, "provisioner")), age);
    put(
        "priorityclasses.scheduling.k8s.io",
        name,
        number("Value", o -> Json.number(o, 0, "value")),
        text("Global-Default", o -> Boolean.toString(Json.flag(o, "globalDefault"))),
        age);
  }

  private void configuration() {
    put(
        "configmaps",
        name,
        number("Data", o -> Cells.size(o, "data") + Cells.size(o, "binaryData")),
        age);
    put(
        "secrets",
        name,
        text("Type", o -> at(o, "type")),
        number("Data", o -> Cells.size(o, "data")),
        age);
    put("serviceaccounts", name, number("Secrets", o -> Cells.size(o, "secrets")), age);
    put(
        "persistentvolumeclaims",
        name,
        text("Status", o -> at(o, "status", "phase")),
        text("Volume", o -> at(o, "spec", "volumeName")),
        text("Capacity", o -> at(o, "status", "capacity", "storage")),
        text("Access Modes", o -> ""),
        text("StorageClass", o -> at(o, "spec", "storageClassName")),
        age);
    List<Column> bindings =
        List.of(
            name,
            text("Role", o -> at(o, "roleRef", "kind") + "/" + at(o, "roleRef", "name")),
            age);
    byResource.put("rolebindings.rbac.authorization.k8s.io", bindings);
    byResource.put("clusterrolebindings.rbac.authorization.k8s.io", bindings);
    Column created = text("Created At", o -> at(o, "metadata", "creationTimestamp"));
    put("roles.rbac.authorization.k8s.io", name, created);
    put("clusterroles.rbac.authorization.k8s.io", name, created);
    put(
        "horizontalpodautoscalers.autoscaling",
        name,
        text(
            "Reference",
            o ->
                at(o, "spec", "scaleTargetRef", "kind")
                    + "/"
                    + at(o, "spec", "scaleTargetRef", "name")),
        text("Targets", o -> "<unknown>"),
        text("MinPods", o -> Cells.scalar(Json.at(o, "spec", "minReplicas"))),
        text("MaxPods", o -> Cells.scalar(Json.at(o, "spec", "maxReplicas"))),
        number("Replicas", o -> status(o, "currentReplicas")),
        age);
    put(
        "poddisruptionbudgets.policy",
        name,
        text("Min Available", o -> available(o, "minAvailable")),
        text("Max Unavailable", o -> available(o, "maxUnavailable")),
        number("Allowed Disruptions", o -> status(o, "disruptionsAllowed")),
        age);
  }

  private void events() {
    List<Column> columns =
        List.of(
            text("Last Seen", this::lastSeen),
            text("Type", o -> at(o, "type")),
            text("Reason", o -> at(o, "reason")),
            text(
                "Object",
                o ->
                    at(o, "involvedObject", "kind").toLowerCase(java.util.Locale.ROOT)
                        + "/"
                        + at(o, "involvedObject", "name")),
            wide("Subobject", o -> at(o, "involvedObject", "fieldPath")),
            wide("Source", o -> at(o, "source", "component")),
            text("Message", o -> at(o, "message").strip()),
            wide("First Seen", o -> Age.since(at(o, "firstTimestamp"), clock)),
            wide("Count", o -> Long.toString(Json.number(o, 1, "count"))),
            wide("Name", Meta::name));
    byResource.put("events", columns);
  }

  private String lastSeen(ObjectNode event) {
    for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
      if (!at(event, field).isEmpty()) {
        return Age.since(at(event, field), clock);
      }
    }
    return "<unknown>";
  }

  private String jobDuration(ObjectNode job) {
    String start = at(job, "status", "startTime");
    String end = at(job, "status", "completionTime");
    if (start.isEmpty()) {
      return "";
    }
    return end.isEmpty()
        ? Age.since(start, clock)
        : Age.of(Duration.between(Instant.parse(start), Instant.parse(end)));
  }

  private static String jobStatus(ObjectNode job) {
    for (String type : List.of("Complete", "Failed", "Suspended")) {
      if (at(Cells.condition(job, type), "status").equals("True")) {
        return type;
      }
    }
    return "Running";
  }

  private String sinceOrNone(String time) {
    return time.isEmpty() ? "<none>" : Age.since(time, clock);
  }

  private static String available(ObjectNode budget, String name) {
    String value = Cells.scalar(Json.at(budget, "spec", name));
    return value.isEmpty() ? "N/A" : value;
  }

  private static String selector(ObjectNode object) {
    JsonNode selector = Json.at(object, "spec", "selector");
    return selector.has("matchLabels") || selector.has("matchExpressions")
        ? Cells.labelSelector(selector)
        : Cells.map(selector);
  }

  private static JsonNode template(ObjectNode workload) {
    return Json.at(workload, "spec", "template", "spec");
  }

  private static long spec(ObjectNode object, String name) {
    return Json.number(object, 1, "spec", name);
  }

  private static long status(ObjectNode object, String name) {
    return Json.number(object, 0, "status", name);
  }

  private static String at(JsonNode object, String... path) {
    return Json.text(object, path);
  }

  private void put(String resource, Column... columns) {
    byResource.put(resource, List.of(columns));
  }
}
