package dev.weir.planner;

import java.util.Optional;

/// A feature gate of the controller, named as `--feature-gates` names it.
///
/// Two names differ from the published documentation, which the controller that we replace does not
/// know either: `EnableTCPUDPListener` and `NLBHealthCheckAdvancedConfig`.
public enum FeatureGate {
  LISTENER_RULES_TAGGING("ListenerRulesTagging", true),
  WEIGHTED_TARGET_GROUPS("WeightedTargetGroups", true),
  SERVICE_TYPE_LOAD_BALANCER_ONLY("ServiceTypeLoadBalancerOnly", false),
  ENDPOINTS_FAIL_OPEN("EndpointsFailOpen", true),
  ENABLE_SERVICE_CONTROLLER("EnableServiceController", true),
  ENABLE_IP_TARGET_TYPE("EnableIPTargetType", true),
  ENABLE_TCP_UDP_LISTENER("EnableTCPUDPListener", false),
  ENABLE_RGT_API("EnableRGTAPI", false),
  SUBNETS_CLUSTER_TAG_CHECK("SubnetsClusterTagCheck", true),
  NLB_HEALTH_CHECK_ADVANCED_CONFIG("NLBHealthCheckAdvancedConfig", true),
  NLB_SECURITY_GROUP("NLBSecurityGroup", true),
  ALB_SINGLE_SUBNET("ALBSingleSubnet", false),
  LB_CAPACITY_RESERVATION("LBCapacityReservation", true),
  SUBNET_DISCOVERY_BY_REACHABILITY("SubnetDiscoveryByReachability", true),
  NLB_GATEWAY_API("NLBGatewayAPI", true),
  ALB_GATEWAY_API("ALBGatewayAPI", true),
  GATEWAY_LISTENER_SET("GatewayListenerSet", true),
  GLOBAL_ACCELERATOR_CONTROLLER("GlobalAcceleratorController", false),
  ENHANCED_DEFAULT_BEHAVIOR("EnhancedDefaultBehavior", false),
  ENABLE_DEFAULT_TAGS_LOW_PRIORITY("EnableDefaultTagsLowPriority", false),
  ALB_TARGET_CONTROL_AGENT("ALBTargetControlAgent", false),
  ENABLE_CERTIFICATE_MANAGEMENT("EnableCertificateManagement", false),
  INGRESS_PLAN_ANNOTATION("IngressPlanAnnotation", false);

  private final String key;
  private final boolean enabledByDefault;

  FeatureGate(String key, boolean enabledByDefault) {
    this.key = key;
    this.enabledByDefault = enabledByDefault;
  }

  /// The gate with this name, case-sensitive.
  public static Optional<FeatureGate> find(String key) {
    for (FeatureGate gate : values()) {
      if (gate.key.equals(key)) {
        return Optional.of(gate);
      }
    }
    return Optional.empty();
  }

  /// The name in `--feature-gates`.
  public String key() {
    return key;
  }

  public boolean isEnabledByDefault() {
    return enabledByDefault;
  }
}
