package dev.weir.proxy.log;

import dev.weir.elb.ProtocolVersion;
import dev.weir.proxy.health.HealthCheckResult;
import dev.weir.proxy.health.ProbeOutcome;

/// The fields of a health check log entry (Elastic Load Balancing, "Health check logs for your
/// Application Load Balancer"): type, time, latency, target, target group, status, code, reason.
final class HealthCheckLogFormat {
  private HealthCheckLogFormat() {}

  static String line(HealthCheckResult result) {
    ProbeOutcome outcome = result.outcome();
    return new LogLine()
        .add(type(result))
        .time(result.at())
        .preciseSeconds(result.nanos())
        .add(result.target())
        .add(result.group().name())
        .add(outcome.passed() ? "PASS" : "FAIL")
        .add(code(outcome))
        .add(reason(result))
        .toString();
  }

  private static String type(HealthCheckResult result) {
    String scheme =
        result.group().healthCheck().protocol().name().toLowerCase(java.util.Locale.ROOT);
    ProtocolVersion version = result.group().protocolVersion();
    if (version == ProtocolVersion.GRPC) {
      return scheme.equals("https") ? "grpcs" : "grpc";
    }
    return version == ProtocolVersion.HTTP2 ? "h2" : scheme;
  }

  private static String code(ProbeOutcome outcome) {
    return switch (outcome) {
      case ProbeOutcome.Passed(int code) -> Integer.toString(code);
      case ProbeOutcome.WrongCode(int code) -> Integer.toString(code);
      case ProbeOutcome.TimedOut _, ProbeOutcome.Broken _ -> "-";
    };
  }

  private static String reason(HealthCheckResult result) {
    boolean grpc = result.group().protocolVersion() == ProtocolVersion.GRPC;
    return switch (result.outcome()) {
      case ProbeOutcome.Passed _ -> "-";
      case ProbeOutcome.WrongCode _ -> grpc ? "GRPCUnexpectedStatus" : "ResponseCodeMismatch";
      case ProbeOutcome.TimedOut _ -> "TimedOut";
      case ProbeOutcome.Broken(String cause) ->
          cause.contains("reset") || cause.contains("refused") ? "ConnectionReset" : "TargetError";
    };
  }
}
