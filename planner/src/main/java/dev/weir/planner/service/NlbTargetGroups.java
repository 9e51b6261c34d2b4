package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceTargetGroupAnnotations;
import dev.weir.planner.name.ServiceNames.TargetGroupKey;
import dev.weir.planner.stack.BindingNetworking;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupBindingSpec.ServiceRef;
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

/// Target groups with the bindings that fill them. A Service port has one, however often it is
/// referred to.
final class NlbTargetGroups {

  private final ServiceContext context;
  private final NlbNetwork network;
  private final NlbNetworking networking;
  private final Stack.Builder stack;
  private final Set<String> built = new HashSet<>();

  NlbTargetGroups(
      ServiceContext context,
      NlbNetwork network,
      NlbSecurityGroups securityGroups,
      Stack.Builder stack) {
    this.context = context;
    this.network = network;
    this.networking = new NlbNetworking(context, network, securityGroups);
    this.stack = stack;
  }

  /// The target group of a port of the planned Service.
  Token own(ServicePort port, String protocol) {
    return targetGroup(context.service(), false, port, protocol);
  }

  /// The target group of a further backend, built with the annotations of the planned Service.
  Token additional(Service backend, ServicePort port, String protocol) {
    return targetGroup(backend, true, port, protocol);
  }

  private Token targetGroup(
      Service backend, boolean additional, ServicePort port, String protocol) {
    var metadata = backend.getMetadata();
    String id = metadata.getNamespace() + "/" + metadata.getName() + ":" + port.getPort();
    if (built.add(id)) {
      build(id, new NlbBackend(backend, port, protocol, additional));
    }
    return Token.targetGroupArn(id);
  }

  private void build(String id, NlbBackend backend) {
    String targetType = NlbTargetType.of(context, backend);
    TargetGroupSpec.HealthCheck healthCheck =
        new NlbHealthCheck(context, backend, targetType).build();
    List<KeyValue> attributes = NlbTargetGroupAttributes.of(context, backend.port());
    boolean preservesClientIp = NlbTargetGroupAttributes.preservesClientIp(attributes, targetType);
    Map<String, String> tags = ServiceTags.of(context);
    String family = ipAddressType(backend);
    int targetPort = targetPort(backend, targetType);
    String name = name(backend, targetType, targetPort, healthCheck);
    stack.add(
        id,
        new TargetGroupSpec(
            name,
            targetType,
            targetPort,
            backend.protocol(),
            null,
            family,
            healthCheck,
            attributes,
            tags,
            null));
    NlbNetworking.Target target =
        new NlbNetworking.Target(
            backend.protocol(),
            backend.trafficPort(targetType),
            healthCheckPort(healthCheck),
            preservesClientIp,
            family);
    stack.add(id, binding(id, name, backend, targetType, networking.of(target), family));
  }

  private TargetGroupBindingSpec binding(
      String id,
      String name,
      NlbBackend backend,
      String targetType,
      @Nullable BindingNetworking admitted,
      String family) {
    return new TargetGroupBindingSpec(
        backend.service().getMetadata().getNamespace(),
        name,
        Token.targetGroupArn(id),
        targetType,
        new ServiceRef(
            backend.service().getMetadata().getName(), new IntOrString(backend.port().getPort())),
        admitted,
        nodeLabels(targetType),
        family,
        context.environment().vpc().id(),
        context
            .annotations()
            .bool(ServiceTargetGroupAnnotations.MULTI_CLUSTER_TARGET_GROUP)
            .orElse(false),
        backend.protocol());
  }

  private Map<String, String> nodeLabels(String targetType) {
    return targetType.equals(NlbTargetType.INSTANCE)
        ? context
            .annotations()
            .stringMap(ServiceTargetGroupAnnotations.TARGET_NODE_LABELS)
            .orElse(Map.of())
        : Map.of();
  }

  private String name(
      NlbBackend backend,
      String targetType,
      int targetPort,
      TargetGroupSpec.HealthCheck healthCheck) {
    return context
        .names()
        .targetGroup(
            new TargetGroupKey(
                ServiceContext.keyOf(backend.service()),
                backend.isAdditional(),
                Integer.toString(targetPort),
                backend.port().getPort().toString(),
                targetType,
                backend.protocol(),
                String.valueOf(healthCheck.protocol()),
                String.valueOf(healthCheck.intervalSeconds())));
  }

  private String ipAddressType(NlbBackend backend) {
    List<String> families = backend.service().getSpec().getIpFamilies();
    if (families == null || !families.contains("IPv6")) {
      return "ipv4";
    }
    if (!network.isDualstack()) {
      throw PlanError.inField(
          "spec.ipFamilies", "unsupported IPv6 configuration, lb not dual-stack");
    }
    return "ipv6";
  }

  private static int targetPort(NlbBackend backend, String targetType) {
    if (targetType.equals(NlbTargetType.INSTANCE)) {
      if (backend.nodePort() == 0) {
        throw PlanError.inField(
            "spec.ports",
            "TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'");
      }
      return backend.nodePort();
    }
    Integer number = ListenerPort.targetPortOf(backend.port()).getIntVal();
    if (number != null && number == 0) {
      throw PlanError.inField(
          "spec.ports", "TargetGroup port is empty. Are you using the correct service type?");
    }
    return number == null ? 1 : number;
  }

  private static IntOrString healthCheckPort(TargetGroupSpec.HealthCheck healthCheck) {
    IntOrString port = healthCheck.port();
    return port == null ? new IntOrString(NlbHealthCheck.TRAFFIC_PORT) : port;
  }
}
