package dev.weir.controller.ingress;

import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectPatches;
import dev.weir.planner.ingress.ClassifiedIngress;
import dev.weir.planner.ingress.IngressGroup;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;

/// Holds members of a group until their share of the load balancer is gone.
final class GroupFinalizers {
  private final ObjectPatches patches;
  private final EventRecorder events;

  GroupFinalizers(ObjectPatches patches, EventRecorder events) {
    this.patches = patches;
    this.events = events;
  }

  void add(IngressGroup group) {
    String finalizer = group.id().finalizer();
    for (ClassifiedIngress member : group.activeMembers()) {
      if (ObjectPatches.hasFinalizer(member.ingress(), finalizer)) {
        continue;
      }
      try {
        patches.addFinalizer(member.ingress(), finalizer);
      } catch (KubernetesClientException e) {
        warn(member.ingress(), "FailedAddFinalizer", "Failed add finalizer due to ", e);
        throw e;
      }
    }
  }

  void remove(IngressGroup group) {
    String finalizer = group.id().finalizer();
    for (Ingress member : group.inactiveMembers()) {
      try {
        patches.removeFinalizer(member, finalizer);
      } catch (KubernetesClientException e) {
        warn(member, "FailedRemoveFinalizer", "Failed remove finalizer due to ", e);
        throw e;
      }
    }
  }

  private void warn(Ingress ingress, String reason, String text, KubernetesClientException e) {
    events.warning(ingress, IngressGroupReconciler.COMPONENT, reason, text + e.getMessage());
  }
}
