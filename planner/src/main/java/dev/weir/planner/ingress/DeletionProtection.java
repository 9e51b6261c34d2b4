package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;

/// An Ingress that asked for deletion protection cannot be deleted. Only its annotation counts, not
/// its class.
final class DeletionProtection {

  private static final String ATTRIBUTE = "deletion_protection.enabled";

  private DeletionProtection() {}

  static void check(IngressGroup group) {
    for (Ingress member : group.inactiveMembers()) {
      if (member.getMetadata().getDeletionTimestamp() != null && isEnabled(member)) {
        throw PlanError.inField(
            LoadBalancerAnnotations.LOAD_BALANCER_ATTRIBUTES.key(),
            "deletion_protection is enabled, cannot delete the ingress: "
                + member.getMetadata().getName());
      }
    }
  }

  private static boolean isEnabled(Ingress ingress) {
    String value =
        Annotations.of(ingress)
            .stringMap(LoadBalancerAnnotations.LOAD_BALANCER_ATTRIBUTES)
            .orElse(Map.of())
            .get(ATTRIBUTE);
    return value != null
        && GoText.parseBool(value)
            .orElseThrow(() ->
                PlanError.inField(
                    LoadBalancerAnnotations.LOAD_BALANCER_ATTRIBUTES.key(),
                    GoText.parseBoolError(value)));
  }
}
