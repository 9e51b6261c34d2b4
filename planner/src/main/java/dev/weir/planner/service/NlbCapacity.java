package dev.weir.planner.service;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.stack.LoadBalancerSpec.MinimumCapacity;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reserved capacity of the load balancer.
final class NlbCapacity {

  private static final String UNITS = "CapacityUnits";

  private NlbCapacity() {}

  /// Null when the annotation is absent or the feature is off.
  static @Nullable MinimumCapacity of(ServiceContext context) {
    if (!context.environment().isEnabled(FeatureGate.LB_CAPACITY_RESERVATION)) {
      return null;
    }
    Map<String, String> settings =
        context
            .annotations()
            .stringMap(ServiceLoadBalancerAnnotations.MINIMUM_LOAD_BALANCER_CAPACITY)
            .orElse(Map.of());
    MinimumCapacity capacity = null;
    for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
      if (!setting.getKey().equals(UNITS)) {
        throw refused(
            "invalid key to set the capacity: " + setting.getKey() + ", Expected key: " + UNITS);
      }
      long units =
          GoText.parseInt(setting.getValue(), 32)
              .orElseThrow(
                  () -> refused("invalid value to set the capacity: " + setting.getValue()));
      capacity = new MinimumCapacity((int) units);
    }
    return capacity;
  }

  private static PlanError refused(String message) {
    return PlanError.inField(
        ServiceLoadBalancerAnnotations.MINIMUM_LOAD_BALANCER_CAPACITY.key(), message);
  }
}
