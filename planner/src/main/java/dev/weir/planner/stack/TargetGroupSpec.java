package dev.weir.planner.stack;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A target group.
///
/// @param targetType `instance`, `ip` or `alb`
/// @param port the default port of its targets
/// @param protocolVersion `HTTP1`, `HTTP2` or `GRPC`, Application Load Balancers only
public record TargetGroupSpec(
    String name,
    String targetType,
    int port,
    String protocol,
    @Nullable String protocolVersion,
    @Nullable String ipAddressType,
    @Nullable HealthCheck healthCheckConfig,
    List<KeyValue> targetGroupAttributes,
    Map<String, String> tags,
    @Nullable Integer targetControlPort)
    implements ResourceSpec {

  public TargetGroupSpec {
    targetGroupAttributes = List.copyOf(targetGroupAttributes);
    tags = Map.copyOf(tags);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.TARGET_GROUP;
  }

  /// How targets are probed.
  ///
  /// @param port a number or `traffic-port`
  public record HealthCheck(
      @Nullable IntOrString port,
      @Nullable String protocol,
      @Nullable String path,
      @Nullable Matcher matcher,
      @Nullable Integer intervalSeconds,
      @Nullable Integer timeoutSeconds,
      @Nullable Integer healthyThresholdCount,
      @Nullable Integer unhealthyThresholdCount) {}

  /// The codes that count as healthy.
  public record Matcher(@Nullable String httpCode, @Nullable String grpcCode) {}
}
