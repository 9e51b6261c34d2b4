package dev.weir.elb;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A target group of the ELBv2 API.
///
/// @param name at most 32 characters of `[A-Za-z0-9-]`
/// @param protocolVersion null unless the protocol is HTTP or HTTPS
/// @param port the port of targets that are registered without one
/// @param ipAddressType `ipv4` or `ipv6`
/// @param attributes only the attributes that were set; see {@link TargetGroupAttributes}
public record TargetGroup(
    Arn arn,
    String name,
    TargetGroupProtocol protocol,
    @Nullable ProtocolVersion protocolVersion,
    int port,
    @Nullable String vpcId,
    TargetType targetType,
    String ipAddressType,
    HealthCheck healthCheck,
    Optional<Integer> targetControlPort,
    Map<String, String> attributes) {

  public TargetGroup {
    attributes = Attributes.sorted(attributes);
  }

  /// The value of an attribute, or its default for this target group, or empty.
  public String attribute(String key) {
    String set = attributes.get(key);
    if (set != null) {
      return set;
    }
    return TargetGroupAttributes.of(protocol, targetType).stream()
        .filter(definition -> definition.key().equals(key))
        .map(AttributeDefinition::defaultValue)
        .findFirst()
        .orElse("");
  }

  public TargetGroup withHealthCheck(HealthCheck newHealthCheck) {
    return new TargetGroup(
        arn,
        name,
        protocol,
        protocolVersion,
        port,
        vpcId,
        targetType,
        ipAddressType,
        newHealthCheck,
        targetControlPort,
        attributes);
  }

  public TargetGroup withAttributes(Map<String, String> newAttributes) {
    return new TargetGroup(
        arn,
        name,
        protocol,
        protocolVersion,
        port,
        vpcId,
        targetType,
        ipAddressType,
        healthCheck,
        targetControlPort,
        newAttributes);
  }
}
