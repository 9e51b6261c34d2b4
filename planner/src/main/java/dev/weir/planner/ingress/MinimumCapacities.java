package dev.weir.planner.ingress;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.stack.LoadBalancerSpec.MinimumCapacity;
import java.util.Map;
import java.util.Optional;

/// The capacity that the load balancer reserves: that of the first member's class, else the one
/// that the annotations agree on.
final class MinimumCapacities {

  private static final String KEY = "CapacityUnits";

  private MinimumCapacities() {}

  static Optional<MinimumCapacity> of(PlanContext context) {
    if (!context.environment().isEnabled(FeatureGate.LB_CAPACITY_RESERVATION)) {
      return Optional.empty();
    }
    var imposed = context.members().getFirst().params().spec().minimumLoadBalancerCapacity();
    if (imposed != null) {
      return Optional.of(new MinimumCapacity(imposed.capacityUnits()));
    }
    KeyConflicts merged = new KeyConflicts();
    for (ClassifiedIngress member : context.members()) {
      merged.add(
          member
              .annotations()
              .stringMap(LoadBalancerAnnotations.MINIMUM_LOAD_BALANCER_CAPACITY)
              .orElse(Map.of()),
          Map.of(),
          (key, earlier, value) ->
              "conflicting capacity reservation " + key + ": " + earlier + " | " + value);
    }
    return merged.merged().entrySet().stream()
        .map(entry -> parse(entry.getKey(), entry.getValue()))
        .reduce((_, last) -> last);
  }

  private static MinimumCapacity parse(String key, String value) {
    if (!key.equals(KEY)) {
      throw PlanError.inField(
          LoadBalancerAnnotations.MINIMUM_LOAD_BALANCER_CAPACITY.key(),
          "invalid key to set the capacity: " + key + ", Expected key: " + KEY);
    }
    return GoText.parseInt(value, 32)
        .map(units -> new MinimumCapacity(units.intValue()))
        .orElseThrow(() ->
            PlanError.inField(
                LoadBalancerAnnotations.MINIMUM_LOAD_BALANCER_CAPACITY.key(),
                "invalid value to set the capacity: " + value));
  }
}
