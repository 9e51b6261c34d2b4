package dev.weir.controller.target;

import dev.weir.controller.kube.ObjectPatches;
import dev.weir.controller.metric.ControllerMetrics;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/// Readiness gates of pods that are targets: a pod counts as ready only when its target is healthy.
public final class PodReadiness {
  /// A pod's condition type is this and the name of the TargetGroupBinding.
  public static final String PREFIX = "target-health.elbv2.k8s.aws/";

  static final String LEGACY_PREFIX = "target-health.alb.ingress.k8s.aws/";

  private final ObjectPatches patches;
  private final ControllerMetrics metrics;
  private final Clock clock;

  PodReadiness(ObjectPatches patches, ControllerMetrics metrics, Clock clock) {
    this.patches = patches;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// What a condition says; two that are equal need no update.
  record Gate(String status, String reason, String message) {
    /// A target that was registered a moment ago.
    static final Gate REGISTERING =
        new Gate("False", "Elb.RegistrationInProgress", "Target registration is in progress");

    /// The binding is gone: nothing will ever check this pod again.
    static final Gate BINDING_DELETED = new Gate("True", "", "Target Group Binding is deleted");

    static Gate of(@Nullable TargetHealth health) {
      if (health == null || health.stateAsString() == null) {
        return new Gate("Unknown", "", "");
      }
      String status = health.stateAsString().equals("healthy") ? "True" : "False";
      return new Gate(
          status,
          Objects.requireNonNullElse(health.reasonAsString(), ""),
          Objects.requireNonNullElse(health.description(), ""));
    }

    boolean isTrue() {
      return status.equals("True");
    }
  }

  /// The pod's gate for this binding, if it has one.
  static Optional<String> gateFor(Pod pod, String bindingName) {
    if (pod.getSpec().getReadinessGates() == null) {
      return Optional.empty();
    }
    return pod.getSpec().getReadinessGates().stream()
        .map(gate -> gate.getConditionType())
        .filter(
            type -> type.equals(PREFIX + bindingName) || type.equals(LEGACY_PREFIX + bindingName))
        .findFirst();
  }

  /// True when the pod has a gate for the binding which is not True yet.
  static boolean isPending(Pod pod, String bindingName) {
    return gateFor(pod, bindingName)
        .map(type -> condition(pod, type).map(c -> !"True".equals(c.getStatus())).orElse(true))
        .orElse(false);
  }

  /// Writes the gate's condition unless it says this already. A pod that is gone is left alone.
  ///
  /// @return true when the gate is still not True, so that somebody must look again
  boolean update(Pod pod, String bindingName, Gate gate) {
    Optional<String> type = gateFor(pod, bindingName);
    if (type.isEmpty()) {
      return false;
    }
    Optional<PodCondition> before = condition(pod, type.get());
    if (!before.map(PodReadiness::read).equals(Optional.of(gate))) {
      write(pod, type.get(), before, gate);
    }
    return !gate.isTrue();
  }

  private void write(Pod pod, String type, Optional<PodCondition> before, Gate gate) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Map<String, @Nullable Object> condition = new LinkedHashMap<>();
    condition.put("type", type);
    condition.put("status", gate.status());
    condition.put("reason", gate.reason().isEmpty() ? null : gate.reason());
    condition.put("message", gate.message().isEmpty() ? null : gate.message());
    if (before.map(c -> !gate.status().equals(c.getStatus())).orElse(true)) {
      condition.put("lastTransitionTime", now.toString());
      if (gate.isTrue()) {
        observeReady(pod, type, now);
      }
    }
    try {
      patches.strategicStatus(pod, Map.of("conditions", List.of(condition)));
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404 && e.getCode() != 409) {
        throw e;
      }
    }
  }

  private void observeReady(Pod pod, String type, Instant now) {
    String created = pod.getMetadata().getCreationTimestamp();
    if (created != null) {
      String binding = type.substring(type.indexOf('/') + 1);
      metrics.timeReadinessGate(
          pod.getMetadata().getNamespace(), binding, Duration.between(Instant.parse(created), now));
    }
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst();
  }

  private static Gate read(PodCondition condition) {
    return new Gate(
        condition.getStatus(),
        Objects.requireNonNullElse(condition.getReason(), ""),
        Objects.requireNonNullElse(condition.getMessage(), ""));
  }
}
