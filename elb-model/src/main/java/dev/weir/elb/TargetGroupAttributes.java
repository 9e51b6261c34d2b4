package dev.weir.elb;

import static dev.weir.elb.AttributeDefinition.bool;
import static dev.weir.elb.AttributeDefinition.oneOf;
import static dev.weir.elb.AttributeDefinition.range;
import static dev.weir.elb.AttributeDefinition.rangeOr;
import static dev.weir.elb.AttributeDefinition.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The target-group attribute keys (Elastic Load Balancing API, `TargetGroupAttribute`).
public final class TargetGroupAttributes {
  public static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
  public static final String STICKINESS_ENABLED = "stickiness.enabled";
  public static final String STICKINESS_TYPE = "stickiness.type";
  public static final String LB_COOKIE_DURATION = "stickiness.lb_cookie.duration_seconds";
  public static final String APP_COOKIE_DURATION = "stickiness.app_cookie.duration_seconds";
  public static final String APP_COOKIE_NAME = "stickiness.app_cookie.cookie_name";
  public static final String ALGORITHM = "load_balancing.algorithm.type";
  public static final String ANOMALY_MITIGATION = "load_balancing.algorithm.anomaly_mitigation";
  public static final String SLOW_START = "slow_start.duration_seconds";
  public static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
  public static final String ROUTING_MINIMUM_COUNT =
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count";
  public static final String ROUTING_MINIMUM_PERCENTAGE =
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
  public static final String DNS_MINIMUM_COUNT =
      "target_group_health.dns_failover.minimum_healthy_targets.count";
  public static final String DNS_MINIMUM_PERCENTAGE =
      "target_group_health.dns_failover.minimum_healthy_targets.percentage";
  public static final String PROXY_PROTOCOL_V2 = "proxy_protocol_v2.enabled";
  public static final String PRESERVE_CLIENT_IP = "preserve_client_ip.enabled";

  // Every snapshot asks for defaults, of every target group.
  private static final Map<Kind, List<AttributeDefinition>> BY_KIND = new ConcurrentHashMap<>();

  private record Kind(TargetGroupProtocol protocol, TargetType targetType) {}

  private TargetGroupAttributes() {}

  /// Every key that a target group of this protocol and target type has, with its default.
  public static List<AttributeDefinition> of(TargetGroupProtocol protocol, TargetType targetType) {
    return BY_KIND.computeIfAbsent(
        new Kind(protocol, targetType),
        _ -> protocol.isHttp() ? application(targetType) : network(protocol, targetType));
  }

  private static List<AttributeDefinition> application(TargetType targetType) {
    List<AttributeDefinition> all = new ArrayList<>(healthThresholds());
    all.add(bool(STICKINESS_ENABLED, false));
    all.add(oneOf(STICKINESS_TYPE, "lb_cookie", "lb_cookie", "app_cookie"));
    all.add(range(LB_COOKIE_DURATION, "86400", 1, 604_800));
    all.add(range(APP_COOKIE_DURATION, "86400", 1, 604_800));
    all.add(text(APP_COOKIE_NAME, "", 1024));
    all.add(crossZone());
    if (targetType == TargetType.LAMBDA) {
      all.add(bool("lambda.multi_value_headers.enabled", false));
      return List.copyOf(all);
    }
    all.add(range(DEREGISTRATION_DELAY, "300", 0, 3600));
    all.add(
        oneOf(
            ALGORITHM,
            "round_robin",
            "round_robin",
            "least_outstanding_requests",
            "weighted_random"));
    all.add(oneOf(ANOMALY_MITIGATION, "off", "on", "off"));
    all.add(rangeOr(SLOW_START, "0", 30, 900, "0"));
    return List.copyOf(all);
  }

  private static List<AttributeDefinition> network(
      TargetGroupProtocol protocol, TargetType targetType) {
    boolean udp = protocol.isUdp();
    boolean preserve = targetType == TargetType.INSTANCE || udp;
    List<AttributeDefinition> all = new ArrayList<>(healthThresholds());
    all.add(range(DEREGISTRATION_DELAY, "300", 0, 3600));
    all.add(bool("deregistration_delay.connection_termination.enabled", udp));
    all.add(bool(STICKINESS_ENABLED, false));
    all.add(oneOf(STICKINESS_TYPE, "source_ip", "source_ip"));
    all.add(crossZone());
    all.add(bool(PRESERVE_CLIENT_IP, preserve));
    all.add(bool(PROXY_PROTOCOL_V2, false));
    if (!udp) {
      all.add(bool("target_health_state.unhealthy.connection_termination.enabled", true));
      all.add(range("target_health_state.unhealthy.draining_interval_seconds", "0", 0, 360_000));
    }
    return List.copyOf(all);
  }

  private static AttributeDefinition crossZone() {
    return oneOf(
        CROSS_ZONE,
        "use_load_balancer_configuration",
        "true",
        "false",
        "use_load_balancer_configuration");
  }

  private static List<AttributeDefinition> healthThresholds() {
    return List.of(
        rangeOr(DNS_MINIMUM_COUNT, "1", 1, 1_000_000, "off"),
        rangeOr(DNS_MINIMUM_PERCENTAGE, "off", 1, 100, "off"),
        range(ROUTING_MINIMUM_COUNT, "1", 1, 1_000_000),
        rangeOr(ROUTING_MINIMUM_PERCENTAGE, "off", 1, 100, "off"));
  }
}
