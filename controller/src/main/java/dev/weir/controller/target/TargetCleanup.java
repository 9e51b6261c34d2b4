package dev.weir.controller.target;

import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.kube.ObjectPatches;
import dev.weir.controller.network.TargetNetworking;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a binding's targets and rules away again.
final class TargetCleanup {
  private static final Logger log = LoggerFactory.getLogger(TargetCleanup.class);

  private final TargetGroupTargets targets;
  private final MultiClusterTargets multiCluster;
  private final PodReadiness readiness;
  private final TargetNetworking networking;
  private final InformerCaches caches;
  private final Supplier<Set<String>> withNetworking;

  TargetCleanup(
      TargetGroupTargets targets,
      MultiClusterTargets multiCluster,
      PodReadiness readiness,
      TargetNetworking networking,
      InformerCaches caches,
      Supplier<Set<String>> withNetworking) {
    this.targets = targets;
    this.multiCluster = multiCluster;
    this.readiness = readiness;
    this.networking = networking;
    this.caches = caches;
    this.withNetworking = withNetworking;
  }

  /// While the binding stays: its backend is gone, so nothing may be a target.
  void run(BoundTargetGroup group) {
    deregisterAll(group);
    if (group.isMultiCluster()) {
      multiCluster.delete(group.namespace(), group.name());
    }
    networking.remove(InformerCaches.key(group.binding()), withNetworking.get());
  }

  /// Before the binding goes.
  void delete(BoundTargetGroup group) {
    run(group);
    caches.pods().list().stream()
        .filter(pod -> group.namespace().equals(pod.getMetadata().getNamespace()))
        .forEach(pod -> readiness.update(pod, group.name(), PodReadiness.Gate.BINDING_DELETED));
  }

  /// Says in the status why the binding cannot go.
  void reportFailure(
      TargetGroupBinding binding, ObjectPatches patches, Clock clock, RuntimeException failure) {
    Map<String, Object> condition = new LinkedHashMap<>();
    condition.put("type", "Ready");
    condition.put("status", "False");
    condition.put("reason", "FailedCleanup");
    condition.put("message", Objects.requireNonNullElse(failure.getMessage(), ""));
    condition.put("lastTransitionTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      patches.mergeStatus(binding, Map.of("conditions", List.of(condition)));
    } catch (KubernetesClientException e) {
      log.warn("cannot set the status of {}: {}", InformerCaches.key(binding), e.getMessage());
    }
  }

  private void deregisterAll(BoundTargetGroup group) {
    try {
      targets.forget(group.arn());
      List<RegisteredTarget> present =
          targets.list(group.elb(), group.arn()).stream().filter(t -> !t.isDraining()).toList();
      if (group.isMultiCluster()) {
        Set<String> ours = multiCluster.read(group.namespace(), group.name()).orElse(Set.of());
        present = present.stream().filter(target -> ours.contains(target.key())).toList();
      }
      targets.deregister(group.elb(), group.arn(), present);
    } catch (RuntimeException e) {
      if (!TargetGroupBindingReconciler.isGone(e)) {
        throw e;
      }
    }
  }
}
