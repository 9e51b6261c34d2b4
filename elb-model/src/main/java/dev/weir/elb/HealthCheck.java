package dev.weir.elb;

/// How the targets of a group are checked.
///
/// @param protocol `HTTP`, `HTTPS` or `TCP`
/// @param port `traffic-port` or 1 to 65535
/// @param path the path that is asked for; empty for TCP
/// @param matcher HTTP codes (`200`, `200,202`, `200-299`) or, for gRPC groups, gRPC codes; empty
///   for TCP
/// @param intervalSeconds 5 to 300
/// @param timeoutSeconds 2 to 120
/// @param healthyThreshold 2 to 10 successes in a row; a new target needs only one
/// @param unhealthyThreshold 2 to 10 failures in a row
public record HealthCheck(
    boolean enabled,
    TargetGroupProtocol protocol,
    String port,
    String path,
    String matcher,
    int intervalSeconds,
    int timeoutSeconds,
    int healthyThreshold,
    int unhealthyThreshold) {}
