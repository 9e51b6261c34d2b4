package dev.weir.kube.table;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The columns of `kubectl get nodes`.
final class NodeCells {
  private static final String ROLE = "node-role.kubernetes.io/";

  private NodeCells() {}

  static String status(ObjectNode node) {
    List<String> status = new ArrayList<>();
    status.add(
        switch (Json.text(Cells.condition(node, "Ready"), "status")) {
          case "True" -> "Ready";
          case "" -> "Unknown";
          default -> "NotReady";
        });
    if (Json.flag(node, "spec", "unschedulable")) {
      status.add("SchedulingDisabled");
    }
    return String.join(",", status);
  }

  static String roles(ObjectNode node) {
    TreeSet<String> roles = new TreeSet<>();
    for (String label : Meta.labels(node).keySet()) {
      if (label.startsWith(ROLE) && label.length() > ROLE.length()) {
        roles.add(label.substring(ROLE.length()));
      }
    }
    return Cells.joined(roles);
  }

  static String address(ObjectNode node, String type) {
    for (JsonNode address : Json.list(node, "status", "addresses")) {
      if (Json.text(address, "type").equals(type)) {
        return Json.text(address, "address");
      }
    }
    return "<none>";
  }

  static String info(ObjectNode node, String name) {
    String value = Json.text(node, "status", "nodeInfo", name);
    return value.isEmpty() ? "<unknown>" : value;
  }
}
