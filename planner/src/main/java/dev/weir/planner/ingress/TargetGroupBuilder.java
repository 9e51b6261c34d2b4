package dev.weir.planner.ingress;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.TargetGroupAnnotations;
import dev.weir.planner.name.IngressNames.ServiceKey;
import dev.weir.planner.name.IngressNames.TargetGroupKey;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Target groups of Service ports that Ingresses refer to, each with its TargetGroupBinding; one
/// per Ingress, Service and port as it is referred to.
final class TargetGroupBuilder {

  private final PlanContext context;
  private final IngressTags tags;
  private final LoadBalancerBuilder.Built loadBalancer;
  private final TargetGroupBindingBuilder bindings;
  private final Set<String> built = new HashSet<>();

  TargetGroupBuilder(
      PlanContext context, IngressTags tags, LoadBalancerBuilder.Built loadBalancer) {
    this.context = context;
    this.tags = tags;
    this.loadBalancer = loadBalancer;
    this.bindings = new TargetGroupBindingBuilder(context, loadBalancer.securityGroups().source());
  }

  /// The ARN of the target group, which is added to the stack when it is asked for first.
  Token build(ClassifiedIngress ingress, Service service, IntOrString reference) {
    String id =
        ingress.key() + "-" + service.getMetadata().getName() + ":" + ServicePorts.text(reference);
    if (built.contains(id)) {
      return Token.targetGroupArn(id);
    }
    BackendPort port =
        new BackendPort(ingress, service, reference, ServicePorts.find(service, reference));
    TargetGroupSpec spec = spec(port);
    Token arn = Token.targetGroupArn(id);
    context.stack().add(id, spec).add(id, bindings.build(port, spec, arn));
    built.add(id);
    return arn;
  }

  /// A Service port behind an Ingress.
  ///
  /// @param reference how the Ingress refers to the port
  record BackendPort(
      ClassifiedIngress ingress, Service service, IntOrString reference, ServicePort port) {

    /// Annotations of the Service over those of the Ingress.
    Annotations annotations() {
      return Annotations.of(service).over(ingress.annotations());
    }
  }

  private TargetGroupSpec spec(BackendPort backend) {
    Annotations annotations = backend.annotations();
    String targetType = targetType(backend.ingress(), annotations);
    String protocol = protocol(annotations);
    String version = protocolVersion(annotations);
    TargetGroupSpec.HealthCheck healthCheck =
        new HealthChecks(annotations, backend, targetType).build(protocol, version);
    Map<String, String> attributes =
        annotations.stringMap(TargetGroupAnnotations.TARGET_GROUP_ATTRIBUTES).orElse(Map.of());
    Map<String, String> allTags = tags.of(backend.ingress(), backend.service());
    String ipAddressType = ipAddressType(backend.service());
    int port = port(targetType, backend.port());
    Integer controlPort = controlPort(backend, annotations, targetType);
    return new TargetGroupSpec(
        name(backend, new Traits(port, targetType, protocol, version), controlPort),
        targetType,
        requireNonZero(port, targetType),
        protocol,
        version,
        ipAddressType,
        healthCheck,
        KeyValue.sorted(attributes),
        allTags,
        controlPort);
  }

  private String targetType(ClassifiedIngress ingress, Annotations annotations) {
    String imposed = ingress.params().spec().targetType();
    String type =
        imposed != null && !imposed.isEmpty()
            ? imposed
            : annotations
                .string(TargetGroupAnnotations.TARGET_TYPE)
                .orElse(context.environment().flags().defaultTargetType());
    return switch (type) {
      case "instance" -> type;
      case "ip" -> {
        if (!context.environment().isEnabled(FeatureGate.ENABLE_IP_TARGET_TYPE)) {
          throw PlanError.inField(
              TargetGroupAnnotations.TARGET_TYPE.key(),
              "unsupported targetType: ip when EnableIPTargetType is false");
        }
        yield type;
      }
      default ->
          throw PlanError.inField(
              TargetGroupAnnotations.TARGET_TYPE.key(), "unknown targetType: " + type);
    };
  }

  private static String protocol(Annotations annotations) {
    String protocol = annotations.string(TargetGroupAnnotations.BACKEND_PROTOCOL).orElse("HTTP");
    if (!List.of("HTTP", "HTTPS").contains(protocol)) {
      throw PlanError.inField(
          TargetGroupAnnotations.BACKEND_PROTOCOL.key(),
          "backend protocol must be within [HTTP, HTTPS]: " + protocol);
    }
    return protocol;
  }

  private static String protocolVersion(Annotations annotations) {
    String version =
        annotations.string(TargetGroupAnnotations.BACKEND_PROTOCOL_VERSION).orElse("HTTP1");
    if (!List.of("HTTP1", "HTTP2", "GRPC").contains(version)) {
      throw PlanError.inField(
          TargetGroupAnnotations.BACKEND_PROTOCOL_VERSION.key(),
          "backend protocol version must be within [HTTP1, HTTP2, GRPC]: " + version);
    }
    return version;
  }

  private String ipAddressType(Service service) {
    List<String> families =
        service.getSpec() == null ? List.of() : Hosts.orEmpty(service.getSpec().getIpFamilies());
    if (!families.contains("IPv6")) {
      return "ipv4";
    }
    if (!loadBalancer.isDualStack()) {
      throw PlanError.of("unsupported IPv6 configuration, lb not dual-stack");
    }
    return "ipv6";
  }

  // A pod port by name differs from pod to pod; registration overrides the 1.
  private static int port(String targetType, ServicePort port) {
    if (targetType.equals("instance")) {
      return ServicePorts.nodePort(port);
    }
    return ServicePorts.targetPort(port).getValue() instanceof Integer number ? number : 1;
  }

  private static int requireNonZero(int port, String targetType) {
    if (port == 0) {
      throw PlanError.of(
          targetType.equals("ip")
              ? "TargetGroup port is empty. Are you using the correct service type?"
              : "TargetGroup port is empty. When using Instance targets, your service be must of"
                  + " type 'NodePort' or 'LoadBalancer'");
    }
    return port;
  }

  private static @Nullable Integer controlPort(
      BackendPort backend, Annotations annotations, String targetType) {
    Integer port =
        annotations
            .int32(
                TargetGroupAnnotations.TARGET_CONTROL_PORT.with(
                    backend.service().getMetadata().getName()
                        + "."
                        + ServicePorts.text(backend.reference())))
            .orElse(null);
    if (port != null && targetType.equals("instance")) {
      throw PlanError.of("target control port is not supported for instance target target group");
    }
    return port;
  }

  private record Traits(int port, String targetType, String protocol, String version) {}

  private String name(BackendPort backend, Traits traits, @Nullable Integer controlPort) {
    var service = backend.service().getMetadata();
    return context
        .names()
        .targetGroup(
            new TargetGroupKey(
                backend.ingress().namespace(),
                backend.ingress().name(),
                new ServiceKey(
                    service.getNamespace(),
                    service.getName(),
                    service.getUid() == null ? "" : service.getUid()),
                ServicePorts.text(backend.reference()),
                traits.port,
                traits.targetType,
                traits.protocol,
                traits.version,
                controlPort));
  }
}
