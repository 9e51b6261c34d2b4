package dev.weir.controller.target;

import dev.weir.controller.kube.ObjectPatches;
import dev.weir.controller.queue.RequeueNeeded;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pass over the targets of a binding: match, deregister, register, tell the pods.
final class TargetSync {
  private static final Logger log = LoggerFactory.getLogger(TargetSync.class);

  private final TargetGroupTargets targets;
  private final Registration registration;
  private final PodReadiness readiness;
  private final MultiClusterTargets multiCluster;
  private final ObjectPatches patches;
  private final TargetSettings settings;

  TargetSync(
      TargetGroupTargets targets,
      Registration registration,
      PodReadiness readiness,
      MultiClusterTargets multiCluster,
      ObjectPatches patches,
      TargetSettings settings) {
    this.targets = targets;
    this.registration = registration;
    this.readiness = readiness;
    this.multiCluster = multiCluster;
    this.patches = patches;
    this.settings = settings;
  }

  void run(BoundTargetGroup group, List<Endpoint> endpoints) {
    List<RegisteredTarget> present = targets.list(group.elb(), group.arn());
    TargetMatch match = TargetMatch.of(endpoints, present);
    List<RegisteredTarget> surplus = ours(group, match.surplus());
    List<Endpoint> missing = limited(match, surplus);
    if (!surplus.isEmpty() || !missing.isEmpty()) {
      storeCheckpoint(group.binding(), "", null);
    }
    if (!surplus.isEmpty()) {
      targets.deregister(group.elb(), group.arn(), surplus);
      remember(group, match.matched(), List.of());
    }
    if (!missing.isEmpty()) {
      remember(group, match.matched(), missing);
      registration.register(group.elb(), group.arn(), group.vpcId(), group.isForeign(), missing);
    }
    boolean waiting = tellPods(group.name(), match.matched(), missing);
    if (waiting) {
      throw RequeueNeeded.after(settings.requeue(), "monitor targetHealth");
    }
  }

  boolean isGatePending(TargetGroupBinding binding, EndpointSelection selection) {
    String name = binding.getMetadata().getName();
    return selection.endpoints().stream()
        .anyMatch(endpoint ->
            endpoint instanceof Endpoint.PodEndpoint(String _, int _, Pod pod)
                && PodReadiness.isPending(pod, name));
  }

  String storedCheckpoint(TargetGroupBinding binding) {
    return annotations(binding).getOrDefault(Checkpoint.ANNOTATION, "");
  }

  /// @param now stored with a complete reconcile's checkpoint
  void storeCheckpoint(TargetGroupBinding binding, String checkpoint, @Nullable Instant now) {
    if (checkpoint.equals(storedCheckpoint(binding)) && checkpoint.isEmpty()) {
      return;
    }
    String seconds = now == null ? null : Long.toString(now.getEpochSecond());
    patches.annotate(
        binding,
        seconds == null
            ? Map.of(Checkpoint.ANNOTATION, checkpoint)
            : Map.of(Checkpoint.ANNOTATION, checkpoint, Checkpoint.TIMESTAMP_ANNOTATION, seconds));
  }

  /// In a shared target group only targets that this cluster registered are surplus.
  private List<RegisteredTarget> ours(BoundTargetGroup group, List<RegisteredTarget> surplus) {
    if (!group.isMultiCluster() || surplus.isEmpty()) {
      return surplus;
    }
    Set<String> ours = multiCluster.read(group.namespace(), group.name()).orElse(Set.of());
    return surplus.stream().filter(target -> ours.contains(target.key())).toList();
  }

  private void remember(
      BoundTargetGroup group, List<TargetMatch.Pair> matched, List<Endpoint> missing) {
    if (!group.isMultiCluster()) {
      return;
    }
    Set<String> keys = new TreeSet<>();
    matched.forEach(pair -> keys.add(pair.endpoint().key()));
    missing.forEach(endpoint -> keys.add(endpoint.key()));
    multiCluster.write(group.namespace(), group.name(), keys);
  }

  private List<Endpoint> limited(TargetMatch match, List<RegisteredTarget> surplus) {
    int limit = settings.maxTargets();
    if (limit <= 0) {
      return match.missing();
    }
    int present = match.matched().size() + match.surplus().size() - surplus.size();
    int room = Math.max(0, limit - present);
    if (room < match.missing().size()) {
      log.info("registering {} of {} targets: limit {}", room, match.missing().size(), limit);
    }
    return match.missing().subList(0, Math.min(room, match.missing().size()));
  }

  /// @return true when some pod's gate is not True yet
  private boolean tellPods(
      String binding, List<TargetMatch.Pair> matched, List<Endpoint> registered) {
    boolean waiting = false;
    for (TargetMatch.Pair pair : matched) {
      if (pair.endpoint() instanceof Endpoint.PodEndpoint(String _, int _, Pod pod)) {
        waiting |= readiness.update(pod, binding, PodReadiness.Gate.of(pair.target().health()));
      }
    }
    for (Endpoint endpoint : registered) {
      if (endpoint instanceof Endpoint.PodEndpoint(String _, int _, Pod pod)) {
        waiting |= readiness.update(pod, binding, PodReadiness.Gate.REGISTERING);
      }
    }
    return waiting;
  }

  private static Map<String, String> annotations(TargetGroupBinding binding) {
    return Optional.ofNullable(binding.getMetadata().getAnnotations()).orElse(Map.of());
  }
}
