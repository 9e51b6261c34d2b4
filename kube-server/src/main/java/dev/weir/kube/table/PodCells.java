package dev.weir.kube.table;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The columns of `kubectl get pods`.
final class PodCells {
  private final Clock clock;

  PodCells(Clock clock) {
    this.clock = clock;
  }

  static String ready(ObjectNode pod) {
    long ready =
        Json.list(pod, "status", "containerStatuses").stream()
            .filter(status -> Json.flag(status, "ready"))
            .count();
    return ready + "/" + Json.list(pod, "spec", "containers").size();
  }

  /// The phase, or what is more telling: a container's waiting or termination reason,
  /// `Terminating`.
  static String status(ObjectNode pod) {
    if (Meta.isDeleting(pod)) {
      return "Terminating";
    }
    String reason = Json.text(pod, "status", "reason");
    String status = reason.isEmpty() ? Json.text(pod, "status", "phase") : reason;
    for (JsonNode container : Json.list(pod, "status", "containerStatuses")) {
      String waiting = Json.text(container, "state", "waiting", "reason");
      JsonNode terminated = Json.at(container, "state", "terminated");
      if (!waiting.isEmpty()) {
        status = waiting;
      } else if (terminated.isObject()) {
        String why = Json.text(terminated, "reason");
        status = why.isEmpty() ? "ExitCode:" + Json.number(terminated, 0, "exitCode") : why;
      }
    }
    return status.isEmpty() ? "Pending" : status;
  }

  String restarts(ObjectNode pod) {
    long restarts = 0;
    String last = "";
    for (JsonNode status : Json.list(pod, "status", "containerStatuses")) {
      restarts += Json.number(status, 0, "restartCount");
      String finished = Json.text(status, "lastState", "terminated", "finishedAt");
      last = finished.compareTo(last) > 0 ? finished : last;
    }
    return last.isEmpty() || restarts == 0
        ? Long.toString(restarts)
        : restarts + " (" + Age.since(last, clock) + " ago)";
  }

  static String readinessGates(ObjectNode pod) {
    List<JsonNode> gates = Json.list(pod, "spec", "readinessGates");
    if (gates.isEmpty()) {
      return "<none>";
    }
    long met =
        gates.stream()
            .filter(gate ->
                Json.text(Cells.condition(pod, Json.text(gate, "conditionType")), "status")
                    .equals("True"))
            .count();
    return met + "/" + gates.size();
  }
}
