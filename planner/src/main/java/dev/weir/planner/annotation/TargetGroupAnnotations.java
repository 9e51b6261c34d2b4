package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: target groups and health checks.
public final class TargetGroupAnnotations {

  public static final Annotation TARGET_TYPE =
      new Annotation(
          Annotation.INGRESS_PREFIX + "target-type",
          Type.STRING,
          "the flag default-target-type (instance)",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "ip",
          "Whether targets are instance (node ports) or ip (pods).");

  public static final Annotation BACKEND_PROTOCOL =
      new Annotation(
          Annotation.INGRESS_PREFIX + "backend-protocol",
          Type.STRING,
          "HTTP",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "HTTPS",
          "How the load balancer speaks to targets: HTTP or HTTPS.");

  public static final Annotation BACKEND_PROTOCOL_VERSION =
      new Annotation(
          Annotation.INGRESS_PREFIX + "backend-protocol-version",
          Type.STRING,
          "HTTP1",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "GRPC",
          "HTTP1, HTTP2 or GRPC to targets.");

  public static final Annotation TARGET_GROUP_ATTRIBUTES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "target-group-attributes",
          Type.STRING_MAP,
          "none",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "deregistration_delay.timeout_seconds=30",
          "Attributes of target groups; those of the Service replace those of the Ingress.");

  public static final Annotation HEALTHCHECK_PORT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "healthcheck-port",
          Type.STRING,
          "traffic-port",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "8081",
          "The port that is probed: traffic-port, a number or the name of a Service port.");

  public static final Annotation HEALTHCHECK_PROTOCOL =
      new Annotation(
          Annotation.INGRESS_PREFIX + "healthcheck-protocol",
          Type.STRING,
          "backend-protocol",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "HTTP",
          "How targets are probed: HTTP or HTTPS.");

  public static final Annotation HEALTHCHECK_PATH =
      new Annotation(
          Annotation.INGRESS_PREFIX + "healthcheck-path",
          Type.STRING,
          "/, for GRPC /AWS.ALB/healthcheck",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "/healthz",
          "The path that is probed.");

  public static final Annotation HEALTHCHECK_INTERVAL_SECONDS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "healthcheck-interval-seconds",
          Type.INT32,
          "15",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "10",
          "Seconds between two probes of a target.");

  public static final Annotation HEALTHCHECK_TIMEOUT_SECONDS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "healthcheck-timeout-seconds",
          Type.INT32,
          "5",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "3",
          "Seconds after which a probe has failed.");

  public static final Annotation HEALTHY_THRESHOLD_COUNT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "healthy-threshold-count",
          Type.INT32,
          "2",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "3",
          "Successful probes that make a target healthy.");

  public static final Annotation UNHEALTHY_THRESHOLD_COUNT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "unhealthy-threshold-count",
          Type.INT32,
          "2",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "3",
          "Failed probes that make a target unhealthy.");

  public static final Annotation SUCCESS_CODES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "success-codes",
          Type.STRING,
          "200, for GRPC 12",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "200-299",
          "The codes that count as a successful probe.");

  public static final Annotation TARGET_NODE_LABELS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "target-node-labels",
          Type.STRING_MAP,
          "all nodes",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "role=web",
          "With instance targets: labels that nodes must carry.");

  public static final Annotation MULTI_CLUSTER_TARGET_GROUP =
      new Annotation(
          Annotation.INGRESS_PREFIX + "multi-cluster-target-group",
          Type.BOOL,
          "false",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Leaves the targets of other clusters alone; true on either object is enough.");

  public static final Annotation TARGET_CONTROL_PORT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "target-control-port.",
          Type.INT32,
          "none",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "3000",
          "The target control port of service.port, such as target-control-port.web.80; ip targets only.");

  static final List<Annotation> ALL =
      List.of(
          TARGET_TYPE,
          BACKEND_PROTOCOL,
          BACKEND_PROTOCOL_VERSION,
          TARGET_GROUP_ATTRIBUTES,
          HEALTHCHECK_PORT,
          HEALTHCHECK_PROTOCOL,
          HEALTHCHECK_PATH,
          HEALTHCHECK_INTERVAL_SECONDS,
          HEALTHCHECK_TIMEOUT_SECONDS,
          HEALTHY_THRESHOLD_COUNT,
          UNHEALTHY_THRESHOLD_COUNT,
          SUCCESS_CODES,
          TARGET_NODE_LABELS,
          MULTI_CLUSTER_TARGET_GROUP,
          TARGET_CONTROL_PORT);

  private TargetGroupAnnotations() {}
}
