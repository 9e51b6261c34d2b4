package dev.weir.planner.ingress;

import dev.weir.planner.annotation.LoadBalancerAnnotations;
import dev.weir.planner.crd.IngressClassParamsSpec.KeyValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Attributes of the Application Load Balancer: those of the first member's class over those of the
/// annotations, on whose values members must agree.
final class LoadBalancerAttributes {

  private LoadBalancerAttributes() {}

  static Map<String, String> of(List<ClassifiedIngress> members) {
    Map<String, String> imposed =
        toMap(members.getFirst().params().spec().loadBalancerAttributes());
    KeyConflicts merged = new KeyConflicts();
    for (ClassifiedIngress member : members) {
      merged.add(
          member
              .annotations()
              .stringMap(LoadBalancerAnnotations.LOAD_BALANCER_ATTRIBUTES)
              .orElse(Map.of()),
          imposed,
          (key, earlier, value) ->
              "conflicting load balancer attributes " + key + ": " + earlier + " | " + value);
    }
    Map<String, String> attributes = new TreeMap<>(merged.merged());
    attributes.putAll(imposed);
    return attributes;
  }

  static Map<String, String> toMap(List<KeyValue> entries) {
    Map<String, String> map = new TreeMap<>();
    entries.forEach(entry -> map.put(entry.key(), entry.value()));
    return map;
  }
}
