package dev.weir.controller.admission;

import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives Services of type LoadBalancer our class.
public final class ServiceAdmission {
  private ServiceAdmission() {}

  /// The class to set; empty when the Service is to stay as it is.
  ///
  /// @param before null for a creation
  /// @param ourClass from `--load-balancer-class`
  public static Optional<String> loadBalancerClass(
      Service service, @Nullable Service before, String ourClass) {
    if (!"LoadBalancer".equals(service.getSpec().getType())
        || service.getSpec().getLoadBalancerClass() != null) {
      return Optional.empty();
    }
    return before == null
        ? Optional.of(ourClass)
        : Optional.ofNullable(before.getSpec().getLoadBalancerClass());
  }
}
