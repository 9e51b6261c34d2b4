package dev.weir.planner.name;

import org.jspecify.annotations.Nullable;

/// Names of the resources of an Ingress group.
///
/// @param clusterName first input of every hash
/// @param group the group: [NameOwner#group] when explicit, [NameOwner#object] when implicit
public record IngressNames(String clusterName, NameOwner group) {

  private static final int FRONTEND_NLB_PREFIX_BYTES = 28;

  /// The Application Load Balancer; the scheme is part of the hash because changing it replaces the
  /// load balancer.
  public String loadBalancer(String scheme) {
    return group.name(clusterName, group.id(), scheme);
  }

  /// The security group of the load balancer, which outlives a change of scheme.
  public String securityGroup() {
    return group.name(clusterName, group.id());
  }

  /// The Network Load Balancer in front of an Application Load Balancer: 28 bytes of its name and
  /// `-nlb`.
  public static String frontendNlb(String loadBalancerName) {
    return Utf8.prefix(loadBalancerName, FRONTEND_NLB_PREFIX_BYTES) + "-nlb";
  }

  /// What tells apart the certificates that different Ingresses request for the same domain.
  ///
  /// @param ingressKey `namespace/name`
  public static String certificateSuffix(String ingressKey) {
    return NameHash.of(8, ingressKey);
  }

  /// The target group of a frontend Network Load Balancer's listener.
  ///
  /// @param healthCheckPort as text, `traffic-port` included
  public String frontendTargetGroup(
      int nlbPort, String healthCheckPort, String healthCheckProtocol) {
    return group.name(
        clusterName,
        group.id(),
        Integer.toString(nlbPort),
        "alb",
        "TCP",
        healthCheckPort,
        healthCheckProtocol);
  }

  /// The target group of a Service port that an Ingress refers to.
  public String targetGroup(TargetGroupKey key) {
    String controlPort = key.targetControlPort() == null ? "" : key.targetControlPort().toString();
    return NameOwner.object(key.service().namespace(), key.service().name())
        .name(
            clusterName,
            group.id(),
            key.ingressNamespace(),
            key.ingressName(),
            key.service().uid(),
            key.servicePort(),
            Integer.toString(key.targetGroupPort()),
            key.targetType(),
            key.protocol(),
            key.protocolVersion(),
            controlPort);
  }

  /// A Service as names see it.
  public record ServiceKey(String namespace, String name, String uid) {}

  /// What makes one target group of an Ingress group different from another.
  ///
  /// @param servicePort the port as the backend refers to it: a number or a name
  /// @param targetControlPort only when the annotation sets one
  public record TargetGroupKey(
      String ingressNamespace,
      String ingressName,
      ServiceKey service,
      String servicePort,
      int targetGroupPort,
      String targetType,
      String protocol,
      String protocolVersion,
      @Nullable Integer targetControlPort) {}
}
