package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.name.IngressNames;
import dev.weir.planner.stack.Stack;
import java.util.List;

/// What planning one group reads, and the stack that it fills.
record PlanContext(
    IngressGroup group, KubernetesObjects objects, Environment environment, Stack.Builder stack) {

  static final String LOAD_BALANCER = "LoadBalancer";

  List<ClassifiedIngress> members() {
    return group.activeMembers();
  }

  IngressNames names() {
    return new IngressNames(environment.clusterName(), group.id().nameOwner());
  }
}
