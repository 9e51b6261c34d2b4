package dev.weir.planner.service;

import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;

/// Which Services get a Network Load Balancer from us.
public final class ServiceSelection {

  /// Holds a Service until its load balancer is gone.
  public static final String FINALIZER = "service.k8s.aws/resources";

  private final Environment environment;

  public ServiceSelection(Environment environment) {
    this.environment = environment;
  }

  /// Whether a stack is planned for the Service: it is ours, or it was and still has to be cleaned
  /// up.
  public boolean isPlanned(Service service) {
    return isOurs(service) || hasFinalizer(service);
  }

  /// Whether the Service gets a load balancer: by its class, or without one by its annotations.
  public boolean isOurs(Service service) {
    if (isBeingDeleted(service) || service.getSpec() == null) {
      return false;
    }
    if (environment.isEnabled(FeatureGate.SERVICE_TYPE_LOAD_BALANCER_ONLY)
        && !"LoadBalancer".equals(service.getSpec().getType())) {
      return false;
    }
    String loadBalancerClass = service.getSpec().getLoadBalancerClass();
    return loadBalancerClass == null
        ? isOursByAnnotation(Annotations.of(service))
        : loadBalancerClass.equals(environment.flags().loadBalancerClass());
  }

  static boolean isBeingDeleted(Service service) {
    return service.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean isOursByAnnotation(Annotations annotations) {
    String type = annotations.string(ServiceLoadBalancerAnnotations.TYPE).orElse("");
    if (type.equals("nlb-ip")) {
      return true;
    }
    String targetType =
        annotations.string(ServiceLoadBalancerAnnotations.NLB_TARGET_TYPE).orElse("");
    return type.equals("external") && (targetType.equals("ip") || targetType.equals("instance"));
  }

  /// Whether the Service has a load balancer of ours, or had one that is not yet gone.
  static boolean hasFinalizer(Service service) {
    List<String> finalizers = service.getMetadata().getFinalizers();
    return finalizers != null && finalizers.contains(FINALIZER);
  }
}
