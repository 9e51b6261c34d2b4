package dev.weir.planner.service;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// The tags of every resource of a Service's stack.
final class ServiceTags {

  private ServiceTags() {}

  /// The annotation's tags and the controller's default tags, which win unless the gate says
  /// otherwise.
  static Map<String, String> of(ServiceContext context) {
    Map<String, String> own =
        context
            .annotations()
            .stringMap(ServiceLoadBalancerAnnotations.ADDITIONAL_RESOURCE_TAGS)
            .orElse(Map.of());
    for (String key : new TreeSet<>(own.keySet())) {
      if (context.environment().flags().externalManagedTags().contains(key)) {
        throw PlanError.inField(
            ServiceLoadBalancerAnnotations.ADDITIONAL_RESOURCE_TAGS.key(),
            "external managed tag key " + key + " cannot be specified on Service");
      }
    }
    Map<String, String> defaults = context.environment().flags().defaultTags();
    boolean ownWin = context.environment().isEnabled(FeatureGate.ENABLE_DEFAULT_TAGS_LOW_PRIORITY);
    Map<String, String> merged = new HashMap<>(ownWin ? defaults : own);
    merged.putAll(ownWin ? own : defaults);
    return merged;
  }
}
