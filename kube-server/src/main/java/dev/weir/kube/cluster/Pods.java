package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the controllers read from a pod.
final class Pods {
  private Pods() {}

  static String ip(JsonNode pod) {
    return Json.text(pod, "status", "podIP");
  }

  static String node(JsonNode pod) {
    return Json.text(pod, "spec", "nodeName");
  }

  static boolean isReady(JsonNode pod) {
    return Conditions.isTrue(pod, "Ready");
  }

  /// Whether the pod has run to its end.
  static boolean isFinished(JsonNode pod) {
    String phase = Json.text(pod, "status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /// Whether the pod counts as a replica: neither finished nor on its way out.
  static boolean isActive(JsonNode pod) {
    return !isFinished(pod) && !Meta.isDeleting(pod);
  }

  /// Whether the pod has been ready for that long.
  static boolean isAvailable(JsonNode pod, Duration minReady, Instant now) {
    return isReady(pod) && !availableIn(pod, minReady, now).orElse(Duration.ZERO).isPositive();
  }

  /// How long until a ready pod becomes available; empty when it is not ready.
  static Optional<Duration> availableIn(JsonNode pod, Duration minReady, Instant now) {
    return Conditions.find(pod, "Ready")
        .filter(_ -> isReady(pod))
        .map(ready -> Json.text(ready, "lastTransitionTime"))
        .map(since -> since.isEmpty() ? now : Instant.parse(since))
        .map(since -> Duration.between(now, since.plus(minReady)));
  }

  /// Which of several pods to delete first: those that serve least, then the youngest.
  static Comparator<JsonNode> deletionOrder() {
    return Comparator.<JsonNode, Boolean>comparing(pod -> !node(pod).isEmpty())
        .thenComparing(pod -> Json.text(pod, "status", "phase").equals("Running"))
        .thenComparing(Pods::isReady)
        .thenComparing(Pods::deletionCost)
        .thenComparing(
            Comparator.<JsonNode, String>comparing(
                    pod -> Json.text(pod, "metadata", "creationTimestamp"))
                .reversed())
        .thenComparing(Meta::name);
  }

  private static int deletionCost(JsonNode pod) {
    String cost =
        Meta.annotations(pod).getOrDefault("controller.kubernetes.io/pod-deletion-cost", "0");
    try {
      return Integer.parseInt(cost);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
