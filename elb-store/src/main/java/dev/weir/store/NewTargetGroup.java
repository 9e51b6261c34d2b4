package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a target group is created from; see {@link TargetGroup} for the fields.
public record NewTargetGroup(
    String name,
    TargetGroupProtocol protocol,
    @Nullable ProtocolVersion protocolVersion,
    int port,
    @Nullable String vpcId,
    TargetType targetType,
    String ipAddressType,
    HealthCheck healthCheck,
    Optional<Integer> targetControlPort) {

  TargetGroup as(Arn arn, Map<String, String> attributes) {
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
        attributes);
  }
}
