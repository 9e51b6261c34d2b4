package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.TargetGroupAnnotations;
import dev.weir.planner.ingress.TargetGroupBuilder.BackendPort;
import dev.weir.planner.stack.TargetGroupSpec.HealthCheck;
import dev.weir.planner.stack.TargetGroupSpec.Matcher;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/// How the targets of a Service port are probed.
record HealthChecks(Annotations annotations, BackendPort backend, String targetType) {

  private static final String TRAFFIC_PORT = "traffic-port";

  HealthCheck build(String protocol, String version) {
    boolean grpc = version.equals("GRPC");
    IntOrString port = port();
    String probed = probeProtocol(protocol);
    String path =
        annotations
            .string(TargetGroupAnnotations.HEALTHCHECK_PATH)
            .orElse(grpc ? "/AWS.ALB/healthcheck" : "/");
    String codes =
        annotations.string(TargetGroupAnnotations.SUCCESS_CODES).orElse(grpc ? "12" : "200");
    return new HealthCheck(
        port,
        probed,
        path,
        grpc ? new Matcher(null, codes) : new Matcher(codes, null),
        annotations.int32(TargetGroupAnnotations.HEALTHCHECK_INTERVAL_SECONDS).orElse(15),
        annotations.int32(TargetGroupAnnotations.HEALTHCHECK_TIMEOUT_SECONDS).orElse(5),
        annotations.int32(TargetGroupAnnotations.HEALTHY_THRESHOLD_COUNT).orElse(2),
        annotations.int32(TargetGroupAnnotations.UNHEALTHY_THRESHOLD_COUNT).orElse(2));
  }

  private IntOrString port() {
    String raw = annotations.string(TargetGroupAnnotations.HEALTHCHECK_PORT).orElse(TRAFFIC_PORT);
    if (raw.equals(TRAFFIC_PORT)) {
      return new IntOrString(raw);
    }
    IntOrString parsed = GoText.intOrString(raw);
    if (parsed.getValue() instanceof Integer) {
      return parsed;
    }
    ServicePort named;
    try {
      named = ServicePorts.find(backend.service(), parsed);
    } catch (PlanError e) {
      throw e.in("failed to resolve healthCheckPort");
    }
    if (targetType.equals("instance")) {
      return new IntOrString(ServicePorts.nodePort(named));
    }
    IntOrString podPort = ServicePorts.targetPort(named);
    if (podPort.getValue() instanceof Integer) {
      return podPort;
    }
    throw PlanError.inField(
        TargetGroupAnnotations.HEALTHCHECK_PORT.key(),
        "cannot use named healthCheckPort for IP TargetType when service's targetPort is a named"
            + " port");
  }

  private String probeProtocol(String protocol) {
    String probed =
        annotations.string(TargetGroupAnnotations.HEALTHCHECK_PROTOCOL).orElse(protocol);
    if (!List.of("HTTP", "HTTPS").contains(probed)) {
      throw PlanError.inField(
          TargetGroupAnnotations.HEALTHCHECK_PROTOCOL.key(),
          "healthCheckProtocol must be within [HTTP, HTTPS]");
    }
    return probed;
  }
}
