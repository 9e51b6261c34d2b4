package dev.weir.controller.flag;

import java.util.LinkedHashMap;
import java.util.Map;

/// The feature gates of the AWS Load Balancer Controller v3.5, by the names its parser knows.
public final class FeatureGates {
  public static final String LISTENER_RULES_TAGGING = "ListenerRulesTagging";
  public static final String WEIGHTED_TARGET_GROUPS = "WeightedTargetGroups";
  public static final String ENDPOINTS_FAIL_OPEN = "EndpointsFailOpen";
  public static final String ENABLE_SERVICE_CONTROLLER = "EnableServiceController";
  public static final String NLB_HEALTH_CHECK_ADVANCED_CONFIG = "NLBHealthCheckAdvancedConfig";
  public static final String LB_CAPACITY_RESERVATION = "LBCapacityReservation";
  public static final String SERVICE_TYPE_LOAD_BALANCER_ONLY = "ServiceTypeLoadBalancerOnly";
  public static final String ENHANCED_DEFAULT_BEHAVIOR = "EnhancedDefaultBehavior";
  public static final String ENABLE_CERTIFICATE_MANAGEMENT = "EnableCertificateManagement";
  public static final String INGRESS_PLAN_ANNOTATION = "IngressPlanAnnotation";

  private static final Map<String, Boolean> DEFAULTS = defaults();

  private final Map<String, Boolean> values;

  private FeatureGates(Map<String, Boolean> values) {
    this.values = values;
  }

  /// `name=bool,...`; gates that are not named have their default.
  public static FeatureGates parse(String text) {
    Map<String, Boolean> values = new LinkedHashMap<>(DEFAULTS);
    for (String pair : text.split(",")) {
      if (pair.isBlank()) {
        continue;
      }
      String[] parts = pair.strip().split("=", 2);
      if (parts.length != 2) {
        throw malformed(pair.strip() + " must be formatted as key=value");
      }
      boolean value = bool(parts[1]);
      if (!DEFAULTS.containsKey(parts[0])) {
        throw new FlagException("unknown feature: " + parts[0]);
      }
      values.put(parts[0], value);
    }
    return new FeatureGates(Map.copyOf(values));
  }

  public boolean isEnabled(String gate) {
    Boolean value = values.get(gate);
    if (value == null) {
      throw new IllegalArgumentException("unknown feature: " + gate);
    }
    return value;
  }

  /// Every gate with its value.
  public Map<String, Boolean> values() {
    return values;
  }

  private static boolean bool(String text) {
    try {
      return FlagType.BOOL.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed("'" + text + "' is no bool (" + e.getMessage() + ")");
    }
  }

  private static FlagException malformed(String cause) {
    return new FlagException(
        "failed to parse feature-gates settings due to invalid mapStringBool: " + cause);
  }

  private static Map<String, Boolean> defaults() {
    Map<String, Boolean> gates = new LinkedHashMap<>();
    for (String on :
        new String[] {
          LISTENER_RULES_TAGGING, WEIGHTED_TARGET_GROUPS, ENDPOINTS_FAIL_OPEN,
          ENABLE_SERVICE_CONTROLLER, "EnableIPTargetType", "SubnetsClusterTagCheck",
          NLB_HEALTH_CHECK_ADVANCED_CONFIG, "NLBSecurityGroup", LB_CAPACITY_RESERVATION,
          "SubnetDiscoveryByReachability", "NLBGatewayAPI", "ALBGatewayAPI", "GatewayListenerSet"
        }) {
      gates.put(on, true);
    }
    for (String off :
        new String[] {
          SERVICE_TYPE_LOAD_BALANCER_ONLY, "EnableTCPUDPListener", "EnableRGTAPI",
          "ALBSingleSubnet", "GlobalAcceleratorController", ENHANCED_DEFAULT_BEHAVIOR,
          "EnableDefaultTagsLowPriority", "ALBTargetControlAgent", ENABLE_CERTIFICATE_MANAGEMENT,
          INGRESS_PLAN_ANNOTATION
        }) {
      gates.put(off, false);
    }
    return gates;
  }
}
