package dev.weir.kube.cluster;

import dev.weir.kube.cluster.Conditions.Condition;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what runs into a pod's status. Conditions that others own (readiness gates) are kept.
final class PodStatusWriter {
  private static final List<String> GUARANTEED = List.of("cpu", "memory");

  private final String hostIp;
  private final Instant now;

  PodStatusWriter(String hostIp, Instant now) {
    this.hostIp = hostIp;
    this.now = now;
  }

  /// Changes and returns the pod.
  ///
  /// @param held whether the pod is kept unready by its annotation
  ObjectNode write(ObjectNode pod, PodRun run, boolean held) {
    ObjectNode status = Json.child(pod, "status");
    if (Json.text(status, "startTime").isEmpty()) {
      status.put("startTime", Meta.time(now));
    }
    status.put("hostIP", hostIp).put("podIP", run.address());
    status.putArray("hostIPs").addObject().put("ip", hostIp);
    status.putArray("podIPs").addObject().put("ip", run.address());
    status.put("qosClass", qosClass(pod));
    initContainers(pod, status);
    ArrayNode containers = status.putArray("containerStatuses");
    for (JsonNode container : ContainerPorts.containers(pod)) {
      run.container(Json.text(container, "name"))
          .ifPresent(c -> c.write(containers.addObject(), container, held));
    }
    status.put("phase", phase(status));
    conditions(pod, held);
    return pod;
  }

  private void initContainers(ObjectNode pod, ObjectNode status) {
    List<JsonNode> initContainers = Json.list(pod, "spec", "initContainers");
    if (initContainers.isEmpty() || status.has("initContainerStatuses")) {
      return;
    }
    ArrayNode statuses = status.putArray("initContainerStatuses");
    for (JsonNode container : initContainers) {
      boolean sidecar = Json.text(container, "restartPolicy").equals("Always");
      ObjectNode one = statuses.addObject();
      one.put("name", Json.text(container, "name")).put("image", Json.text(container, "image"));
      one.put("imageID", "").put("containerID", "weir://simulated-init");
      one.put("ready", true).put("restartCount", 0).put("started", sidecar);
      String time = Meta.time(now);
      if (sidecar) {
        one.putObject("state").putObject("running").put("startedAt", time);
      } else {
        ObjectNode ended = one.putObject("state").putObject("terminated");
        ended.put("exitCode", 0).put("reason", "Completed");
        ended.put("startedAt", time).put("finishedAt", time);
      }
      one.putObject("lastState");
    }
  }

  private static String phase(ObjectNode status) {
    List<JsonNode> states =
        Json.list(status, "containerStatuses").stream().map(c -> c.path("state")).toList();
    if (states.stream().allMatch(state -> state.has("terminated"))) {
      boolean failed =
          states.stream().anyMatch(s -> Json.number(s, 0, "terminated", "exitCode") != 0);
      return failed ? "Failed" : "Succeeded";
    }
    boolean created = states.stream().noneMatch(s -> isBlocked(s));
    return created ? "Running" : "Pending";
  }

  private static boolean isBlocked(JsonNode state) {
    return Json.text(state, "waiting", "reason").equals("PortUnavailable");
  }

  private void conditions(ObjectNode pod, boolean held) {
    String phase = Json.text(pod, "status", "phase");
    boolean done = phase.equals("Succeeded");
    Conditions.set(pod, Condition.of("PodReadyToStartContainers", !done), now);
    set(pod, "Initialized", "", done ? "PodCompleted" : "", "");
    String unready = unreadyContainers(pod);
    if (done) {
      set(pod, "Ready", "False", "PodCompleted", "");
      set(pod, "ContainersReady", "False", "PodCompleted", "");
    } else if (!unready.isEmpty()) {
      String why =
          held ? "the annotation " + SimulationAnnotations.READY + " is \"false\"" : unready;
      set(pod, "Ready", "False", "ContainersNotReady", why);
      set(pod, "ContainersReady", "False", "ContainersNotReady", why);
    } else {
      String gates = unmetGates(pod);
      set(
          pod,
          "Ready",
          gates.isEmpty() ? "" : "False",
          gates.isEmpty() ? "" : "ReadinessGatesNotReady",
          gates);
      set(pod, "ContainersReady", "", "", "");
    }
    set(pod, "PodScheduled", "", "", "");
  }

  /// @param status "" for True
  private void set(ObjectNode pod, String type, String status, String reason, String message) {
    String value = status.isEmpty() ? "True" : status;
    Conditions.set(pod, new Condition(type, value, reason, message), now);
  }

  private static String unreadyContainers(ObjectNode pod) {
    String names =
        Json.list(pod, "status", "containerStatuses").stream()
            .filter(status -> !Json.flag(status, "ready"))
            .map(status -> Json.text(status, "name"))
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? "" : "containers with unready status: [" + names + "]";
  }

  private static String unmetGates(ObjectNode pod) {
    return Json.list(pod, "spec", "readinessGates").stream()
        .map(gate -> unmet(pod, Json.text(gate, "conditionType")))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String unmet(ObjectNode pod, String type) {
    return Conditions.find(pod, type)
        .map(condition -> Json.text(condition, "status"))
        .map(status ->
            status.equals("True")
                ? ""
                : "the status of pod readiness gate \"%s\" is not \"True\", but %s"
                    .formatted(type, status))
        .orElse(
            "corresponding condition of pod readiness gate \"%s\" does not exist.".formatted(type));
  }

  private static String qosClass(JsonNode pod) {
    boolean any = false;
    boolean all = true;
    for (JsonNode container : ContainerPorts.containers(pod)) {
      JsonNode limits = Json.at(container, "resources", "limits");
      JsonNode requests = Json.at(container, "resources", "requests");
      any |= !limits.isEmpty() || !requests.isEmpty();
      for (String resource : GUARANTEED) {
        JsonNode limit = limits.path(resource);
        JsonNode request = requests.has(resource) ? requests.path(resource) : limit;
        all &= !limit.isMissingNode() && limit.equals(request);
      }
    }
    return any ? (all ? "Guaranteed" : "Burstable") : "BestEffort";
  }
}
