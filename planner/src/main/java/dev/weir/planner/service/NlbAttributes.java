package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import dev.weir.planner.stack.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attributes of the load balancer, from the map of all and from older annotations for some.
final class NlbAttributes {

  private static final String CLIENT_ROUTING = "dns_record.client_routing_policy";
  private static final String DELETION_PROTECTION = "deletion_protection.enabled";
  private static final List<String> CLIENT_ROUTING_POLICIES =
      List.of(
          "any_availability_zone",
          "partial_availability_zone_affinity",
          "availability_zone_affinity");

  private NlbAttributes() {}

  /// Sorted by key; an older annotation wins over the same key of the map.
  static List<KeyValue> of(ServiceContext context) {
    Map<String, String> attributes = new LinkedHashMap<>(general(context.annotations()));
    requireClientRoutingPolicy(attributes);
    attributes.putAll(specific(context.annotations()));
    return KeyValue.sorted(attributes);
  }

  /// Only the map is looked at, as deleting is refused before anything else is read.
  static void refuseDeletionIfProtected(ServiceContext context) {
    String value = general(context.annotations()).get(DELETION_PROTECTION);
    if (value == null) {
      return;
    }
    boolean isProtected =
        GoText.parseBool(value)
            .orElseThrow(() -> PlanError.inField(key(), GoText.parseBoolError(value)));
    if (isProtected) {
      throw PlanError.inField(
          key(), "deletion_protection is enabled, cannot delete the service: " + context.name());
    }
  }

  private static Map<String, String> general(Annotations annotations) {
    return annotations.stringMap(ServiceLoadBalancerAnnotations.ATTRIBUTES).orElse(Map.of());
  }

  private static Map<String, String> specific(Annotations annotations) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (annotations.bool(ServiceLoadBalancerAnnotations.ACCESS_LOG_ENABLED).orElse(false)) {
      attributes.put("access_logs.s3.enabled", "true");
      annotations
          .string(ServiceLoadBalancerAnnotations.ACCESS_LOG_S3_BUCKET_NAME)
          .ifPresent(bucket -> attributes.put("access_logs.s3.bucket", bucket));
      annotations
          .string(ServiceLoadBalancerAnnotations.ACCESS_LOG_S3_BUCKET_PREFIX)
          .ifPresent(prefix -> attributes.put("access_logs.s3.prefix", prefix));
    }
    annotations
        .bool(ServiceLoadBalancerAnnotations.CROSS_ZONE_LOAD_BALANCING_ENABLED)
        .ifPresent(
            enabled -> attributes.put("load_balancing.cross_zone.enabled", enabled.toString()));
    return attributes;
  }

  private static void requireClientRoutingPolicy(Map<String, String> attributes) {
    String policy = attributes.get(CLIENT_ROUTING);
    if (policy == null || CLIENT_ROUTING_POLICIES.contains(policy)) {
      return;
    }
    throw PlanError.inField(
        key(),
        "invalid dns_record.client_routing_policy set in annotation aws-load-balancer-attributes: got '"
            + policy
            + "' expected one of ['"
            + String.join("', '", CLIENT_ROUTING_POLICIES)
            + "']");
  }

  private static String key() {
    return ServiceLoadBalancerAnnotations.ATTRIBUTES.key();
  }
}
