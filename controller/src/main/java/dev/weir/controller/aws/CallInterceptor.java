package dev.weir.controller.aws;

import dev.weir.controller.flag.Throttles;
import dev.weir.controller.metric.AwsCallMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Goes with every AWS call: waits for the client-side throttle, names the controller as the user
/// agent, and reports to the metrics.
final class CallInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> CALL_START =
      new ExecutionAttribute<>("weir.callStart");
  private static final ExecutionAttribute<Long> TRY_START =
      new ExecutionAttribute<>("weir.tryStart");
  private static final ExecutionAttribute<Integer> TRIES = new ExecutionAttribute<>("weir.tries");

  private final String userAgent;
  private final AwsCallMetrics metrics;
  private final List<Limit> limits = new ArrayList<>();

  private record Limit(Throttles.Rule rule, TokenBucket bucket) {}

  CallInterceptor(String userAgent, Throttles throttles, AwsCallMetrics metrics) {
    this.userAgent = userAgent;
    this.metrics = metrics;
    for (Throttles.Rule rule : throttles.rules()) {
      limits.add(new Limit(rule, new TokenBucket(rule.rate(), rule.burst(), System::nanoTime)));
    }
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(CALL_START, System.nanoTime());
    attributes.putAttribute(TRIES, 0);
    for (Limit limit : limits) {
      if (limit.rule().serviceId().equals(service(attributes))
          && limit.rule().operation().matcher(operation(attributes)).find()) {
        pause(limit.bucket().reserve());
      }
    }
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().toBuilder().putHeader("User-Agent", userAgent).build();
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(TRY_START, System.nanoTime());
    attributes.putAttribute(TRIES, attributes.getAttribute(TRIES) + 1);
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    int status = context.httpResponse().statusCode();
    metrics.request(
        service(attributes), operation(attributes), status, "", since(attributes, TRY_START));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ended(attributes, context.httpResponse().statusCode(), "");
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof AwsServiceException e && e.awsErrorDetails() != null) {
      ended(attributes, e.statusCode(), String.valueOf(e.awsErrorDetails().errorCode()));
    } else {
      ended(attributes, 0, "");
    }
  }

  private void ended(ExecutionAttributes attributes, int status, String error) {
    int retries = Math.max(0, attributes.getAttribute(TRIES) - 1);
    metrics.call(
        service(attributes),
        operation(attributes),
        status,
        error,
        since(attributes, CALL_START),
        retries);
  }

  private static Duration since(ExecutionAttributes attributes, ExecutionAttribute<Long> start) {
    return Duration.ofNanos(System.nanoTime() - attributes.getAttribute(start));
  }

  private static String service(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
  }

  private static String operation(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
