package dev.weir.aws.elbv2;

import dev.weir.elb.HealthCheck;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;

/// Health-check settings of a request over defaults or over what was set before.
///
/// @param version null unless the protocol is HTTP or HTTPS
record HealthChecks(
    TargetGroupProtocol protocol, @Nullable ProtocolVersion version, TargetType targetType) {
  private static final Pattern CODES =
      Pattern.compile("\\d{1,3}(-\\d{1,3})?(,\\d{1,3}(-\\d{1,3})?)*");

  /// What a request says; null members are left out.
  record Wanted(
      @Nullable Boolean enabled,
      @Nullable String protocol,
      @Nullable String port,
      @Nullable String path,
      @Nullable Matcher matcher,
      @Nullable Integer interval,
      @Nullable Integer timeout,
      @Nullable Integer healthy,
      @Nullable Integer unhealthy) {}

  /// The defaults for a health check of this protocol.
  private HealthCheck defaults(TargetGroupProtocol checkProtocol) {
    boolean lambda = targetType == TargetType.LAMBDA;
    boolean tcp = !checkProtocol.isHttp();
    return new HealthCheck(
        !lambda,
        checkProtocol,
        "traffic-port",
        path(tcp),
        matcher(tcp),
        lambda ? 35 : 30,
        timeout(checkProtocol),
        5,
        lambda ? 5 : 2);
  }

  private String path(boolean tcp) {
    if (tcp) {
      return "";
    }
    return version == ProtocolVersion.GRPC ? "/AWS.ALB/healthcheck" : "/";
  }

  private String matcher(boolean tcp) {
    if (tcp) {
      return "";
    }
    if (version == ProtocolVersion.GRPC) {
      return "12";
    }
    return protocol.isHttp() ? "200" : "200-399";
  }

  private int timeout(TargetGroupProtocol checkProtocol) {
    if (targetType == TargetType.LAMBDA) {
      return 30;
    }
    if (protocol.isHttp()) {
      return 5;
    }
    return checkProtocol == TargetGroupProtocol.HTTP ? 6 : 10;
  }

  HealthCheck create(Wanted wanted) {
    return apply(defaults(checkProtocol(wanted.protocol())), wanted);
  }

  /// Changing the protocol starts from that protocol's path and matcher.
  HealthCheck modify(HealthCheck before, Wanted wanted) {
    if (wanted.protocol() == null || wanted.protocol().equals(before.protocol().name())) {
      return apply(before, wanted);
    }
    HealthCheck fresh = defaults(checkProtocol(wanted.protocol()));
    return apply(
        new HealthCheck(
            before.enabled(),
            fresh.protocol(),
            before.port(),
            before.path().isEmpty() || fresh.path().isEmpty() ? fresh.path() : before.path(),
            before.matcher().isEmpty() || fresh.matcher().isEmpty()
                ? fresh.matcher()
                : before.matcher(),
            before.intervalSeconds(),
            before.timeoutSeconds(),
            before.healthyThreshold(),
            before.unhealthyThreshold()),
        wanted);
  }

  private TargetGroupProtocol checkProtocol(@Nullable String wanted) {
    TargetGroupProtocol fallback =
        protocol.isHttp() ? TargetGroupProtocol.HTTP : TargetGroupProtocol.TCP;
    TargetGroupProtocol chosen =
        Checks.enumOf(TargetGroupProtocol.class, wanted, "healthCheckProtocol").orElse(fallback);
    boolean allowed = chosen.isHttp() || chosen == TargetGroupProtocol.TCP && !protocol.isHttp();
    if (!allowed) {
      throw Checks.invalid(
          "Health check protocol '"
              + chosen
              + "' must be one of '"
              + (protocol.isHttp() ? "HTTP, HTTPS" : "HTTP, HTTPS, TCP")
              + "'");
    }
    return chosen;
  }

  private HealthCheck apply(HealthCheck base, Wanted wanted) {
    HealthCheck check =
        new HealthCheck(
            wanted.enabled() == null ? base.enabled() : wanted.enabled(),
            base.protocol(),
            wanted.port() == null ? base.port() : wanted.port(),
            wanted.path() == null ? base.path() : path(base, wanted.path()),
            wanted.matcher() == null ? base.matcher() : matcher(base, wanted.matcher()),
            wanted.interval() == null ? base.intervalSeconds() : wanted.interval(),
            wanted.timeout() == null ? base.timeoutSeconds() : wanted.timeout(),
            wanted.healthy() == null ? base.healthyThreshold() : wanted.healthy(),
            wanted.unhealthy() == null ? base.unhealthyThreshold() : wanted.unhealthy());
    check(check);
    return check;
  }

  private void check(HealthCheck check) {
    if (!check.enabled() && targetType != TargetType.LAMBDA) {
      throw Checks.invalid(
          "Health check enabled must be true for target groups with target type '"
              + targetType.wire()
              + "'");
    }
    Checks.range(check.intervalSeconds(), "healthCheckIntervalSeconds", 5, 300);
    Checks.range(check.timeoutSeconds(), "healthCheckTimeoutSeconds", 2, 120);
    Checks.range(check.healthyThreshold(), "healthyThresholdCount", 2, 10);
    Checks.range(check.unhealthyThreshold(), "unhealthyThresholdCount", 2, 10);
    boolean tooLong =
        protocol.isHttp()
            ? check.timeoutSeconds() >= check.intervalSeconds()
            : check.timeoutSeconds() > check.intervalSeconds();
    if (tooLong) {
      throw Checks.invalid(
          "Health check timeout '"
              + check.timeoutSeconds()
              + "' must be smaller than the interval '"
              + check.intervalSeconds()
              + "'");
    }
    boolean port =
        check.port().equals("traffic-port")
            || check.port().matches("[1-9]\\d{0,4}") && Integer.parseInt(check.port()) <= 65_535;
    if (!port) {
      throw Checks.invalid(
          "Health check port '"
              + check.port()
              + "' must be a number from 1 to 65535 or 'traffic-port'");
    }
  }

  private static String path(HealthCheck base, String path) {
    if (!base.protocol().isHttp()) {
      throw Checks.invalid(
          "Health check path is not supported for health checks with protocol '"
              + base.protocol()
              + "'");
    }
    if (!path.startsWith("/") || path.length() > 1024) {
      throw Checks.invalid(
          "Health check path '"
              + path
              + "' must start with a forward slash '/' and have at most 1024 characters");
    }
    return path;
  }

  private String matcher(HealthCheck base, Matcher matcher) {
    boolean grpc = version == ProtocolVersion.GRPC;
    String codes = grpc ? matcher.grpcCode() : matcher.httpCode();
    if (codes == null) {
      throw Checks.invalid(
          "A matcher must have "
              + (grpc ? "a gRPC code" : "an HTTP code")
              + " for this target group");
    }
    if (!base.protocol().isHttp()) {
      throw Checks.invalid("A matcher is not supported for health checks with protocol 'TCP'");
    }
    int low = grpc ? 0 : 200;
    int high = grpc ? 99 : protocol.isHttp() ? 499 : 599;
    if (!CODES.matcher(codes).matches() || !inRange(codes, low, high)) {
      throw Checks.invalid(
          "Health check matcher "
              + (grpc ? "gRPC" : "HTTP")
              + " code '"
              + codes
              + "' must be within '"
              + low
              + "-"
              + high
              + "'");
    }
    return codes;
  }

  private static boolean inRange(String codes, int low, int high) {
    for (String code : codes.split("[,-]")) {
      int number = Integer.parseInt(code);
      if (number < low || number > high) {
        return false;
      }
    }
    return true;
  }
}
