package dev.weir.controller.ingress;

import dev.weir.controller.kube.ObjectPatches;
import dev.weir.planner.ingress.ClassifiedIngress;
import dev.weir.planner.ingress.IngressGroup;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stack as an annotation of the group's first member, for people who want to see it there.
///
/// @param enabled the gate IngressPlanAnnotation; off: the annotation is removed
record PlanAnnotation(ObjectPatches patches, boolean enabled) {
  private static final Logger log = LoggerFactory.getLogger(PlanAnnotation.class);
  private static final String KEY = "alb.ingress.kubernetes.io/dry-run-plan";

  void update(IngressGroup group, String stackJson) {
    boolean first = true;
    for (ClassifiedIngress member : group.activeMembers()) {
      set(member.ingress(), enabled && first ? stackJson : null);
      first = false;
    }
  }

  private void set(Ingress ingress, @Nullable String value) {
    String present =
        Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElse(Map.of()).get(KEY);
    if (value == null ? present == null : value.equals(present)) {
      return;
    }
    try {
      patches.annotate(ingress, Collections.singletonMap(KEY, value));
    } catch (KubernetesClientException e) {
      log.warn("cannot set {}: {}", KEY, e.getMessage());
    }
  }
}
