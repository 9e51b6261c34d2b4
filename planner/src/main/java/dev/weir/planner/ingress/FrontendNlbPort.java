package dev.weir.planner.ingress;

import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.TargetGroupSpec.Matcher;
import io.fabric8.kubernetes.api.model.IntOrString;

/// A port of the frontend Network Load Balancer.
///
/// @param targetPort the Application Load Balancer's port that it leads to
record FrontendNlbPort(int targetPort, HealthCheck healthCheck) {

  /// How the Application Load Balancer is probed.
  record HealthCheck(
      IntOrString port,
      String protocol,
      String path,
      String successCodes,
      int intervalSeconds,
      int timeoutSeconds,
      int healthyThresholdCount,
      int unhealthyThresholdCount) {

    String portText() {
      return ServicePorts.text(port);
    }

    TargetGroupSpec.HealthCheck spec() {
      return new TargetGroupSpec.HealthCheck(
          port,
          protocol,
          path,
          new Matcher(successCodes, null),
          intervalSeconds,
          timeoutSeconds,
          healthyThresholdCount,
          unhealthyThresholdCount);
    }
  }
}
