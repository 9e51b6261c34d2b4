package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The next step of a rolling update: which ReplicaSet gets how many replicas.
///
/// Never more than `replicas + maxSurge` pods are asked for, never fewer than `replicas -
/// maxUnavailable` available ones are left.
final class RollingUpdate {
  /// A ReplicaSet as it is.
  ///
  /// @param replicas asked for
  /// @param available counted
  record Part(String name, int replicas, int available) {}

  private final int replicas;
  private final int maxSurge;
  private final int maxUnavailable;

  RollingUpdate(int replicas, int maxSurge, int maxUnavailable) {
    this.replicas = replicas;
    this.maxSurge = maxSurge;
    this.maxUnavailable = maxUnavailable;
  }

  /// Reads the limits of a Deployment; percentages are of its replicas, surge rounded up.
  static RollingUpdate of(JsonNode deployment) {
    int replicas = (int) Json.number(deployment, 1, "spec", "replicas");
    JsonNode rolling = Json.at(deployment, "spec", "strategy", "rollingUpdate");
    if (Json.text(deployment, "spec", "strategy", "type").equals("Recreate")) {
      return new RollingUpdate(replicas, 0, 0);
    }
    int surge = share(rolling.path("maxSurge"), replicas, true);
    int unavailable = share(rolling.path("maxUnavailable"), replicas, false);
    // Both zero could never make a step.
    return new RollingUpdate(
        replicas, surge, surge == 0 && unavailable == 0 ? 1 : Math.min(replicas, unavailable));
  }

  int maxSurge() {
    return maxSurge;
  }

  /// How many replicas must stay available.
  int minAvailable() {
    return Math.max(0, replicas - Math.min(maxUnavailable, replicas));
  }

  /// The replicas to set, by name; only what changes.
  ///
  /// @param old oldest first
  Map<String, Integer> next(Part current, List<Part> old) {
    int total = current.replicas() + sum(old);
    int grown = grow(current, total);
    if (grown != current.replicas()) {
      return Map.of(current.name(), grown);
    }
    return shrink(current, old, total);
  }

  private int grow(Part current, int total) {
    if (current.replicas() >= replicas) {
      return replicas;
    }
    int room = replicas + maxSurge - total;
    return room <= 0
        ? current.replicas()
        : current.replicas() + Math.min(room, replicas - current.replicas());
  }

  private Map<String, Integer> shrink(Part current, List<Part> old, int total) {
    Map<String, Integer> next = new LinkedHashMap<>();
    int newUnavailable = current.replicas() - current.available();
    int budget = total - minAvailable() - newUnavailable;
    for (Part part : old) { // those that do not serve go first: they cost nothing
      int down = Math.min(budget, part.replicas() - part.available());
      if (down > 0) {
        next.put(part.name(), part.replicas() - down);
        budget -= down;
      }
    }
    int available = current.available() + old.stream().mapToInt(Part::available).sum();
    int spare = Math.min(budget, available - minAvailable());
    for (Part part : old) {
      int left = next.getOrDefault(part.name(), part.replicas());
      int down = Math.min(spare, left);
      if (down > 0) {
        next.put(part.name(), left - down);
        spare -= down;
      }
    }
    return next;
  }

  private static int sum(List<Part> parts) {
    return parts.stream().mapToInt(Part::replicas).sum();
  }

  private static int share(JsonNode value, int of, boolean up) {
    if (value.isNumber()) {
      return value.asInt();
    }
    String text = value.isString() ? value.stringValue() : "25%";
    double share = of * Integer.parseInt(text.replace("%", "").strip()) / 100.0;
    return (int) (up ? Math.ceil(share) : Math.floor(share));
  }
}
