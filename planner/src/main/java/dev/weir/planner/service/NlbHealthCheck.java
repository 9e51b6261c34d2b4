package dev.weir.planner.service;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ServiceTargetGroupAnnotations;
import dev.weir.planner.stack.TargetGroupSpec.HealthCheck;
import dev.weir.planner.stack.TargetGroupSpec.Matcher;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How targets are probed: annotations over defaults. Nodes that serve only their own pods
/// (`externalTrafficPolicy: Local`) answer on a node port of their own whether they have any.
final class NlbHealthCheck {

  static final String TRAFFIC_PORT = "traffic-port";
  private static final String TCP = "TCP";

  private final ServiceContext context;
  private final NlbBackend backend;
  private final String targetType;
  private final Defaults defaults;

  NlbHealthCheck(ServiceContext context, NlbBackend backend, String targetType) {
    this.context = context;
    this.backend = backend;
    this.targetType = targetType;
    this.defaults = defaults();
  }

  HealthCheck build() {
    String protocol = protocol();
    return new HealthCheck(
        port(),
        protocol,
        path(protocol),
        matcher(protocol),
        number(ServiceTargetGroupAnnotations.HEALTHCHECK_INTERVAL, defaults.intervalSeconds),
        timeout(),
        number(ServiceTargetGroupAnnotations.HEALTHCHECK_HEALTHY_THRESHOLD, defaults.threshold),
        number(ServiceTargetGroupAnnotations.HEALTHCHECK_UNHEALTHY_THRESHOLD, defaults.threshold));
  }

  private Defaults defaults() {
    var spec = backend.service().getSpec();
    boolean local =
        targetType.equals(NlbTargetType.INSTANCE)
            && "Local".equals(spec.getExternalTrafficPolicy())
            && "LoadBalancer".equals(spec.getType());
    if (!local) {
      return new Defaults(TCP, TRAFFIC_PORT, "/", 10, 10, 3);
    }
    Integer port = spec.getHealthCheckNodePort();
    return new Defaults("HTTP", Integer.toString(port == null ? 0 : port), "/healthz", 10, 6, 2);
  }

  private String protocol() {
    String text = text(ServiceTargetGroupAnnotations.HEALTHCHECK_PROTOCOL, defaults.protocol);
    String protocol = text.toUpperCase(Locale.ROOT);
    if (protocol.equals(TCP) || protocol.equals("HTTP") || protocol.equals("HTTPS")) {
      return protocol;
    }
    throw PlanError.inField(
        ServiceTargetGroupAnnotations.HEALTHCHECK_PROTOCOL.key(),
        "unsupported health check protocol " + text);
  }

  private @Nullable String path(String protocol) {
    return protocol.equals(TCP)
        ? null
        : text(ServiceTargetGroupAnnotations.HEALTHCHECK_PATH, defaults.path);
  }

  private @Nullable Matcher matcher(String protocol) {
    return protocol.equals(TCP) || !isAdvanced()
        ? null
        : new Matcher(
            text(ServiceTargetGroupAnnotations.HEALTHCHECK_SUCCESS_CODES, "200-399"), null);
  }

  private IntOrString port() {
    String text = text(ServiceTargetGroupAnnotations.HEALTHCHECK_PORT, defaults.port);
    if (text.equals(TRAFFIC_PORT)) {
      return new IntOrString(TRAFFIC_PORT);
    }
    IntOrString port = GoText.intOrString(text);
    return port.getIntVal() != null ? port : named(port);
  }

  private IntOrString named(IntOrString name) {
    ServicePort port;
    try {
      port = ServicePorts.find(backend.service(), name);
    } catch (PlanError e) {
      throw e.in("failed to resolve healthCheckPort")
          .atField(ServiceTargetGroupAnnotations.HEALTHCHECK_PORT.key());
    }
    if (targetType.equals(NlbTargetType.INSTANCE)) {
      return new IntOrString(port.getNodePort() == null ? 0 : port.getNodePort());
    }
    IntOrString target = ListenerPort.targetPortOf(port);
    if (target.getIntVal() == null) {
      throw PlanError.inField(
          ServiceTargetGroupAnnotations.HEALTHCHECK_PORT.key(),
          "cannot use named healthCheckPort for IP TargetType when service's targetPort is a named port");
    }
    return target;
  }

  private int timeout() {
    return isAdvanced()
        ? number(ServiceTargetGroupAnnotations.HEALTHCHECK_TIMEOUT, defaults.timeoutSeconds)
        : defaults.timeoutSeconds;
  }

  private boolean isAdvanced() {
    return context.environment().isEnabled(FeatureGate.NLB_HEALTH_CHECK_ADVANCED_CONFIG);
  }

  private String text(Annotation annotation, String otherwise) {
    return context.annotations().string(annotation).orElse(otherwise);
  }

  private int number(Annotation annotation, int otherwise) {
    return context.annotations().int32(annotation).orElse(otherwise);
  }

  private record Defaults(
      String protocol,
      String port,
      String path,
      int intervalSeconds,
      int timeoutSeconds,
      int threshold) {}
}
