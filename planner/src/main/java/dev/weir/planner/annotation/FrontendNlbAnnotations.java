package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: a Network Load Balancer in front of the Application Load Balancer.
public final class FrontendNlbAnnotations {

  public static final Annotation ENABLE_FRONTEND_NLB =
      new Annotation(
          Annotation.INGRESS_PREFIX + "enable-frontend-nlb",
          Type.BOOL,
          "false",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "true",
          "Whether there is one.");

  public static final Annotation FRONTEND_NLB_SCHEME =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-scheme",
          Type.STRING,
          "the flag default-load-balancer-scheme (internal)",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "internet-facing",
          "Whether it is internal or internet-facing.");

  public static final Annotation FRONTEND_NLB_SUBNETS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-subnets",
          Type.STRING_LIST,
          "discovered by tags",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "subnet-a",
          "Its subnets, by id or Name tag.");

  public static final Annotation FRONTEND_NLB_SECURITY_GROUPS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-security-groups",
          Type.STRING_LIST,
          "those of the Application Load Balancer",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "sg-1",
          "Its security groups, by id or Name tag.");

  public static final Annotation FRONTEND_NLB_LISTENER_PORT_MAPPING =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-listener-port-mapping",
          Type.STRING_MAP,
          "every port to itself",
          Where.INGRESS,
          Merge.MERGED,
          "443=8443",
          "Which of its ports leads to which port of the Application Load Balancer.");

  public static final Annotation FRONTEND_NLB_EIP_ALLOCATIONS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-eip-allocations",
          Type.STRING_LIST,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "eipalloc-1,eipalloc-2",
          "One Elastic IP per subnet; internet-facing only.");

  public static final Annotation FRONTEND_NLB_ATTRIBUTES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-attributes",
          Type.STRING_MAP,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "deletion_protection.enabled=true",
          "Its attributes.");

  public static final Annotation FRONTEND_NLB_TAGS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-tags",
          Type.STRING_MAP,
          "those of the Application Load Balancer",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "team=net",
          "Its tags, in place of those of the Application Load Balancer.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_PORT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-port",
          Type.STRING,
          "traffic-port",
          Where.INGRESS,
          Merge.MERGED,
          "80",
          "The port that is probed: traffic-port or a number.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_PROTOCOL =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-protocol",
          Type.STRING,
          "HTTP",
          Where.INGRESS,
          Merge.MERGED,
          "HTTPS",
          "How the Application Load Balancer is probed: HTTP or HTTPS.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_PATH =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-path",
          Type.STRING,
          "/",
          Where.INGRESS,
          Merge.MERGED,
          "/healthz",
          "The path that is probed.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_SUCCESS_CODES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-success-codes",
          Type.STRING,
          "200",
          Where.INGRESS,
          Merge.MERGED,
          "200-399",
          "The codes that count as a successful probe.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_INTERVAL_SECONDS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-interval-seconds",
          Type.INT32,
          "15",
          Where.INGRESS,
          Merge.MERGED,
          "10",
          "Seconds between two probes.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_TIMEOUT_SECONDS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-timeout-seconds",
          Type.INT32,
          "5",
          Where.INGRESS,
          Merge.MERGED,
          "3",
          "Seconds after which a probe has failed.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_HEALTHY_THRESHOLD_COUNT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-healthy-threshold-count",
          Type.INT32,
          "2",
          Where.INGRESS,
          Merge.MERGED,
          "3",
          "Successful probes that make the target healthy.");

  public static final Annotation FRONTEND_NLB_HEALTHCHECK_UNHEALTHY_THRESHOLD_COUNT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "frontend-nlb-healthcheck-unhealthy-threshold-count",
          Type.INT32,
          "2",
          Where.INGRESS,
          Merge.MERGED,
          "3",
          "Failed probes that make the target unhealthy.");

  static final List<Annotation> ALL =
      List.of(
          ENABLE_FRONTEND_NLB,
          FRONTEND_NLB_SCHEME,
          FRONTEND_NLB_SUBNETS,
          FRONTEND_NLB_SECURITY_GROUPS,
          FRONTEND_NLB_LISTENER_PORT_MAPPING,
          FRONTEND_NLB_EIP_ALLOCATIONS,
          FRONTEND_NLB_ATTRIBUTES,
          FRONTEND_NLB_TAGS,
          FRONTEND_NLB_HEALTHCHECK_PORT,
          FRONTEND_NLB_HEALTHCHECK_PROTOCOL,
          FRONTEND_NLB_HEALTHCHECK_PATH,
          FRONTEND_NLB_HEALTHCHECK_SUCCESS_CODES,
          FRONTEND_NLB_HEALTHCHECK_INTERVAL_SECONDS,
          FRONTEND_NLB_HEALTHCHECK_TIMEOUT_SECONDS,
          FRONTEND_NLB_HEALTHCHECK_HEALTHY_THRESHOLD_COUNT,
          FRONTEND_NLB_HEALTHCHECK_UNHEALTHY_THRESHOLD_COUNT);

  private FrontendNlbAnnotations() {}
}
