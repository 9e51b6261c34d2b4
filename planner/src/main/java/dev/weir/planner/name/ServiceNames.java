package dev.weir.planner.name;

/// Names of the resources of a Service of type LoadBalancer.
///
/// @param clusterName first input of every hash
/// @param service the Service that owns the load balancer
public record ServiceNames(String clusterName, IngressNames.ServiceKey service) {

  /// The Network Load Balancer; the scheme is part of the hash because changing it replaces the
  /// load balancer.
  public String loadBalancer(String scheme) {
    return owner().name(clusterName, service.uid(), scheme);
  }

  /// The security group of the load balancer. The hash takes the name before the namespace.
  public String securityGroup() {
    return owner().name(clusterName, service.name(), service.namespace(), service.uid());
  }

  /// The target group of a Service port.
  public String targetGroup(TargetGroupKey key) {
    IngressNames.ServiceKey backend = key.backend();
    String baseUid = key.isAdditional() ? service.uid() : "";
    return NameOwner.object(backend.namespace(), backend.name())
        .name(
            clusterName,
            baseUid,
            backend.uid(),
            key.targetGroupPort(),
            key.servicePort(),
            key.targetType(),
            key.protocol(),
            key.healthCheckProtocol(),
            key.healthCheckInterval());
  }

  private NameOwner owner() {
    return NameOwner.object(service.namespace(), service.name());
  }

  /// What makes one target group of a Service different from another; numbers as decimal text.
  ///
  /// @param backend the Service whose pods are the targets
  /// @param isAdditional whether it is a further backend of a weighted action; the base Service's
  ///   UID is hashed then
  public record TargetGroupKey(
      IngressNames.ServiceKey backend,
      boolean isAdditional,
      String targetGroupPort,
      String servicePort,
      String targetType,
      String protocol,
      String healthCheckProtocol,
      String healthCheckInterval) {}
}
