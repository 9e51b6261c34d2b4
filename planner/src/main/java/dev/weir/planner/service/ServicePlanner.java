package dev.weir.planner.service;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.account.ExistingLoadBalancers;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.stack.Stack;
import io.fabric8.kubernetes.api.model.Service;

/// Plans the Network Load Balancer of a Service of type LoadBalancer.
public final class ServicePlanner {

  private ServicePlanner() {}

  /// The stack of the Service. A Service that is not ours, or no longer, has an empty one, unless
  /// it still holds our finalizer and asks for deletion protection: then it is refused.
  ///
  /// @throws PlanError with the text of the controller that we replace
  public static Stack plan(Service service, KubernetesObjects objects, Environment environment) {
    ServiceContext context = ServiceContext.of(service, objects, environment);
    try {
      Stack.Builder stack = Stack.builder(context.id());
      if (new ServiceSelection(environment).isOurs(service)) {
        build(context, stack);
      } else if (ServiceSelection.hasFinalizer(service)) {
        NlbAttributes.refuseDeletionIfProtected(context);
      }
      return stack.build();
    } catch (PlanError e) {
      throw e.at("Service " + context.id());
    }
  }

  private static void build(ServiceContext context, Stack.Builder stack) {
    var existing =
        new ExistingLoadBalancers(context.environment())
            .find("service.k8s.aws", context.id(), "LoadBalancer")
            .orElse(null);
    String scheme = NlbScheme.of(context, existing);
    NlbNetwork network =
        PlanError.naming(
            ServiceLoadBalancerAnnotations.SUBNETS.key(),
            () -> NlbNetwork.of(context, scheme, existing));
    NlbSecurityGroups securityGroups =
        new NlbLoadBalancer(context, network, existing, stack).build();
    new NlbListeners(context, network, securityGroups, stack).build();
  }
}
