package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: target groups and health checks of a Network Load Balancer.
public final class ServiceTargetGroupAnnotations {

  public static final Annotation BACKEND_PROTOCOL =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-backend-protocol",
          Type.STRING,
          "TCP",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "ssl",
          "ssl makes target groups speak TLS.");

  public static final Annotation TARGET_GROUP_ATTRIBUTES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-target-group-attributes",
          Type.STRING_MAP,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "preserve_client_ip.enabled=true",
          "Attributes of target groups.");

  public static final Annotation TARGET_GROUP_ATTRIBUTES_OF_PORT =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-target-group-attributes.",
          Type.STRING_MAP,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "deregistration_delay.timeout_seconds=30",
          "Attributes of the target group of one port.");

  public static final Annotation PROXY_PROTOCOL =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-proxy-protocol",
          Type.STRING,
          "off",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "*",
          "Proxy protocol version 2 to all targets; the only value is *.");

  public static final Annotation PROXY_PROTOCOL_PER_TARGET_GROUP =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-proxy-protocol-per-target-group",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "80,443",
          "Ports whose targets get proxy protocol version 2.");

  public static final Annotation TARGET_NODE_LABELS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-target-node-labels",
          Type.STRING_MAP,
          "all nodes",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "role=web",
          "With instance targets: labels that nodes must carry.");

  public static final Annotation MULTI_CLUSTER_TARGET_GROUP =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-multi-cluster-target-group",
          Type.BOOL,
          "false",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Leaves the targets of other clusters alone.");

  public static final Annotation HEALTHCHECK_PROTOCOL =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-protocol",
          Type.STRING,
          "TCP",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "HTTP",
          "How targets are probed: TCP, HTTP or HTTPS.");

  public static final Annotation HEALTHCHECK_PORT =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-port",
          Type.STRING,
          "traffic-port",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "8081",
          "The port that is probed: traffic-port, a number or a port name.");

  public static final Annotation HEALTHCHECK_PATH =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-path",
          Type.STRING,
          "/",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "/healthz",
          "The path that is probed with HTTP or HTTPS.");

  public static final Annotation HEALTHCHECK_INTERVAL =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-interval",
          Type.INT64,
          "10",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "30",
          "Seconds between two probes of a target.");

  public static final Annotation HEALTHCHECK_TIMEOUT =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-timeout",
          Type.INT64,
          "10",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "6",
          "Seconds after which a probe has failed.");

  public static final Annotation HEALTHCHECK_HEALTHY_THRESHOLD =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-healthy-threshold",
          Type.INT64,
          "3",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "2",
          "Successful probes that make a target healthy.");

  public static final Annotation HEALTHCHECK_UNHEALTHY_THRESHOLD =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-unhealthy-threshold",
          Type.INT64,
          "3",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "2",
          "Failed probes that make a target unhealthy.");

  public static final Annotation HEALTHCHECK_SUCCESS_CODES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-healthcheck-success-codes",
          Type.STRING,
          "200-399",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "200",
          "The codes that count as a successful probe.");

  static final List<Annotation> ALL =
      List.of(
          BACKEND_PROTOCOL,
          TARGET_GROUP_ATTRIBUTES,
          TARGET_GROUP_ATTRIBUTES_OF_PORT,
          PROXY_PROTOCOL,
          PROXY_PROTOCOL_PER_TARGET_GROUP,
          TARGET_NODE_LABELS,
          MULTI_CLUSTER_TARGET_GROUP,
          HEALTHCHECK_PROTOCOL,
          HEALTHCHECK_PORT,
          HEALTHCHECK_PATH,
          HEALTHCHECK_INTERVAL,
          HEALTHCHECK_TIMEOUT,
          HEALTHCHECK_HEALTHY_THRESHOLD,
          HEALTHCHECK_UNHEALTHY_THRESHOLD,
          HEALTHCHECK_SUCCESS_CODES);

  private ServiceTargetGroupAnnotations() {}
}
