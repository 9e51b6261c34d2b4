package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.annotation.ServiceTargetGroupAnnotations;
import dev.weir.planner.stack.KeyValue;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Attributes of a target group. Proxy protocol is always said, on or off.
final class NlbTargetGroupAttributes {

  private static final String PROXY_PROTOCOL = "proxy_protocol_v2.enabled";
  private static final String PRESERVE_CLIENT_IP = "preserve_client_ip.enabled";

  private NlbTargetGroupAttributes() {}

  /// Sorted by key.
  static List<KeyValue> of(ServiceContext context, ServicePort port) {
    Annotations annotations = context.annotations();
    Map<String, String> attributes =
        new HashMap<>(
            annotations
                .stringMap(ServiceTargetGroupAnnotations.TARGET_GROUP_ATTRIBUTES)
                .orElse(Map.of()));
    annotations
        .stringMap(
            ServiceTargetGroupAnnotations.TARGET_GROUP_ATTRIBUTES_OF_PORT.with(
                port.getPort().toString()))
        .orElse(Map.of())
        .forEach((key, value) -> {
          if (!value.isEmpty()) {
            attributes.put(key, value);
          }
        });
    attributes.putIfAbsent(PROXY_PROTOCOL, "false");
    proxyProtocolOfPort(annotations, port)
        .ifPresent(on -> attributes.put(PROXY_PROTOCOL, on.toString()));
    if (isProxyProtocolEverywhere(annotations)) {
      attributes.put(PROXY_PROTOCOL, "true");
    }
    requirePreserveClientIp(attributes);
    return KeyValue.sorted(attributes);
  }

  /// Whether targets see the client's address: as the attribute says, otherwise nodes do and pods
  /// do not.
  static boolean preservesClientIp(List<KeyValue> attributes, String targetType) {
    return attributes.stream()
        .filter(attribute -> attribute.key().equals(PRESERVE_CLIENT_IP))
        .findFirst()
        .flatMap(attribute -> GoText.parseBool(attribute.value()))
        .orElse(targetType.equals(NlbTargetType.INSTANCE));
  }

  private static Optional<Boolean> proxyProtocolOfPort(Annotations annotations, ServicePort port) {
    return annotations
        .stringList(ServiceTargetGroupAnnotations.PROXY_PROTOCOL_PER_TARGET_GROUP)
        .map(numbers -> {
          List<Long> ports = numbers.stream().map(NlbTargetGroupAttributes::number).toList();
          return ports.contains(port.getPort().longValue());
        });
  }

  private static long number(String text) {
    return GoText.parseInt(text, 64)
        .orElseThrow(() ->
            PlanError.inField(
                ServiceTargetGroupAnnotations.PROXY_PROTOCOL_PER_TARGET_GROUP.key(),
                "invalid port number in proxy-protocol-per-target-group: " + text));
  }

  private static boolean isProxyProtocolEverywhere(Annotations annotations) {
    Optional<String> value = annotations.string(ServiceTargetGroupAnnotations.PROXY_PROTOCOL);
    if (value.isPresent() && !value.get().equals("*")) {
      throw PlanError.inField(
          ServiceTargetGroupAnnotations.PROXY_PROTOCOL.key(),
          "invalid value "
              + value.get()
              + " for Load Balancer proxy protocol v2 annotation, only value currently supported is *");
    }
    return value.isPresent();
  }

  private static void requirePreserveClientIp(Map<String, String> attributes) {
    String value = attributes.get(PRESERVE_CLIENT_IP);
    if (value != null && GoText.parseBool(value).isEmpty()) {
      throw PlanError.inField(
          ServiceTargetGroupAnnotations.TARGET_GROUP_ATTRIBUTES.key(),
          "failed to parse attribute "
              + PRESERVE_CLIENT_IP
              + "="
              + value
              + ": "
              + GoText.parseBoolCause(value));
    }
  }
}
