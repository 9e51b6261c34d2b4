package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.FrontendNlbAnnotations;
import dev.weir.planner.annotation.GoText;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Optional;

/// What one member says about how the Application Load Balancer is probed.
record FrontendNlbHealthCheck(
    Optional<IntOrString> port,
    Optional<String> protocol,
    Optional<String> path,
    Optional<String> successCodes,
    Optional<Integer> intervalSeconds,
    Optional<Integer> timeoutSeconds,
    Optional<Integer> healthyThresholdCount,
    Optional<Integer> unhealthyThresholdCount) {

  private static final String TRAFFIC_PORT = "traffic-port";

  static FrontendNlbHealthCheck of(ClassifiedIngress member) {
    Annotations annotations = member.annotations();
    return new FrontendNlbHealthCheck(
        annotations
            .string(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_PORT)
            .map(FrontendNlbHealthCheck::port),
        annotations
            .string(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_PROTOCOL)
            .map(FrontendNlbHealthCheck::protocol),
        annotations.string(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_PATH),
        annotations.string(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_SUCCESS_CODES),
        annotations.int32(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_INTERVAL_SECONDS),
        annotations.int32(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_TIMEOUT_SECONDS),
        annotations.int32(FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_HEALTHY_THRESHOLD_COUNT),
        annotations.int32(
            FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_UNHEALTHY_THRESHOLD_COUNT));
  }

  private static IntOrString port(String text) {
    IntOrString port = GoText.intOrString(text);
    if (port.getValue() instanceof String && !text.equals(TRAFFIC_PORT)) {
      throw PlanError.inField(
          FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_PORT.key(),
          "health check port must be traffic-port or a number: " + text);
    }
    return port;
  }

  private static String protocol(String text) {
    if (!List.of("HTTP", "HTTPS").contains(text)) {
      throw PlanError.inField(
          FrontendNlbAnnotations.FRONTEND_NLB_HEALTHCHECK_PROTOCOL.key(),
          "healthCheckProtocol must be within [HTTP, HTTPS]");
    }
    return text;
  }
}
