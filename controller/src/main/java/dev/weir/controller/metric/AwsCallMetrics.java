package dev.weir.controller.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Counts and times the calls to AWS. A call may take several requests, one per try.
public final class AwsCallMetrics {
  private static final Map<String, Set<String>> ERROR_KINDS =
      Map.of(
          "permission",
          Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthFailure"),
          "service_limit_exceeded",
          Set.of(
              "LimitExceeded",
              "LimitExceededException",
              "TooManyTargets",
              "TooManyRules",
              "TooManyLoadBalancers",
              "TooManyTargetGroups",
              "TooManyListeners",
              "RulesPerSecurityGroupLimitExceeded"),
          "throttled",
          Set.of(
              "Throttling",
              "ThrottlingException",
              "RequestLimitExceeded",
              "TooManyRequestsException"),
          "validation",
          Set.of("ValidationError", "ValidationException", "InvalidParameterValue"));

  private final Counter calls;
  private final Counter requests;
  private final Histogram callDuration;
  private final Histogram requestDuration;
  private final Histogram retries;
  private final Map<String, Counter> errors;

  AwsCallMetrics(PrometheusRegistry registry) {
    calls = counter(registry, "aws_api_calls_total", "Calls to AWS");
    requests =
        counter(registry, "aws_api_requests_total", "HTTP requests to AWS, retries included");
    callDuration =
        histogram("aws_api_call_duration_seconds", "Seconds of a call").register(registry);
    requestDuration =
        histogram("aws_api_request_duration_seconds", "Seconds of a request").register(registry);
    retries =
        histogram("aws_api_call_retries", "Retries of a call")
            .classicUpperBounds(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
            .register(registry);
    errors =
        Map.of(
            "permission", errorCounter(registry, "permission"),
            "service_limit_exceeded", errorCounter(registry, "service_limit_exceeded"),
            "throttled", errorCounter(registry, "throttled"),
            "validation", errorCounter(registry, "validation"));
  }

  /// One HTTP request ended.
  public void request(String service, String operation, int status, String error, Duration took) {
    requests.labelValues(service, operation, Integer.toString(status), error).inc();
    requestDuration.labelValues(service, operation).observe(took.toNanos() / 1e9);
  }

  /// A call ended, with the result of its last request.
  public void call(
      String service, String operation, int status, String error, Duration took, int retryCount) {
    calls.labelValues(service, operation, Integer.toString(status), error).inc();
    callDuration.labelValues(service, operation).observe(took.toNanos() / 1e9);
    retries.labelValues(service, operation).observe(retryCount);
    errors.forEach((kind, counter) -> {
      if (ERROR_KINDS.getOrDefault(kind, Set.of()).contains(error)) {
        counter.labelValues(service, operation, Integer.toString(status), error).inc();
      }
    });
  }

  private static Counter errorCounter(PrometheusRegistry registry, String kind) {
    return counter(
        registry, "aws_api_call_" + kind + "_errors_total", "Calls that failed: " + kind);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames("service", "operation", "status_code", "error_code")
        .register(registry);
  }

  private static Histogram.Builder histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .labelNames("service", "operation");
  }
}
