package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: ports and TLS of a Network Load Balancer.
public final class ServiceListenerAnnotations {

  public static final Annotation SSL_CERT =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-ssl-cert",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "arn:aws:acm:eu-west-1:1:certificate/1",
          "Certificates of the TLS listeners; the first is the default one.");

  public static final Annotation SSL_PORTS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-ssl-ports",
          Type.STRING_LIST,
          "all ports",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "443,https",
          "Ports that are TLS listeners, by number or name.");

  public static final Annotation SSL_NEGOTIATION_POLICY =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-ssl-negotiation-policy",
          Type.STRING,
          "the flag default-ssl-policy (ELBSecurityPolicy-2016-08)",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "ELBSecurityPolicy-TLS13-1-2-2021-06",
          "The TLS policy of TLS listeners.");

  public static final Annotation ALPN_POLICY =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-alpn-policy",
          Type.STRING,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "HTTP2Preferred",
          "HTTP1Only, HTTP2Only, HTTP2Optional, HTTP2Preferred or None.");

  public static final Annotation LISTENER_ATTRIBUTES =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-listener-attributes.",
          Type.STRING_MAP,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "tcp.idle_timeout.seconds=400",
          "Attributes of the listener PROTOCOL-port, such as TCP-80.");

  public static final Annotation ENABLE_TCP_UDP_LISTENER =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-enable-tcp-udp-listener",
          Type.BOOL,
          "the gate EnableTCPUDPListener",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "true",
          "Serves TCP and UDP of one port number with one listener.");

  public static final Annotation QUIC_ENABLED_PORTS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "aws-load-balancer-quic-enabled-ports",
          Type.STRING_LIST,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "443",
          "UDP ports that speak QUIC.");

  public static final Annotation ACTIONS =
      new Annotation(
          Annotation.SERVICE_PREFIX + "actions.",
          Type.JSON,
          "none",
          Where.SERVICE,
          Merge.PER_OBJECT,
          "{\"type\": \"forward\", \"forwardConfig\": {\"baseServiceWeight\": 90, \"targetGroups\": [{\"serviceName\": \"b\", \"servicePort\": 80, \"weight\": 10}]}}",
          "The weighted backends of the listener PROTOCOL-port.");

  static final List<Annotation> ALL =
      List.of(
          SSL_CERT,
          SSL_PORTS,
          SSL_NEGOTIATION_POLICY,
          ALPN_POLICY,
          LISTENER_ATTRIBUTES,
          ENABLE_TCP_UDP_LISTENER,
          QUIC_ENABLED_PORTS,
          ACTIONS);

  private ServiceListenerAnnotations() {}
}
