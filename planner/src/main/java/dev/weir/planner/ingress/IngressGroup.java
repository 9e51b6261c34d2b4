package dev.weir.planner.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;

/// The Ingresses that share a load balancer.
///
/// @param activeMembers those that the load balancer serves, in the order that decides the priority
///   of rules: `group.order`, then `namespace/name`
/// @param inactiveMembers those that still hold the group's finalizer although they are being
///   deleted or belong elsewhere
public record IngressGroup(
    IngressGroupId id, List<ClassifiedIngress> activeMembers, List<Ingress> inactiveMembers) {

  public IngressGroup {
    activeMembers = List.copyOf(activeMembers);
    inactiveMembers = List.copyOf(inactiveMembers);
  }
}
