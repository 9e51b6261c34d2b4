package dev.weir.controller.metric;

import dev.weir.controller.queue.QueueObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/// What the controller counts and times.
public final class ControllerMetrics {
  private final Counter reconcileErrors;
  private final Histogram stageDuration;
  private final Histogram readinessGate;
  private final Counter validationFailures;
  private final Counter mutationFailures;
  private final Gauge cacheObjects;
  private final Gauge targetGroups;
  private final AwsCallMetrics awsCalls;
  private final QueueMetrics queues;

  public ControllerMetrics(PrometheusRegistry registry) {
    reconcileErrors =
        Counter.builder()
            .name("awslbc_controller_reconcile_errors_total")
            .help("Failed reconciles by kind of error")
            .labelNames("controller", "error_category")
            .register(registry);
    stageDuration =
        Histogram.builder()
            .name("awslbc_controller_reconcile_stage_duration")
            .help("Seconds that a stage of a reconcile takes")
            .classicOnly()
            .labelNames("controller", "reconcile_stage")
            .register(registry);
    readinessGate =
        Histogram.builder()
            .name("awslbc_readiness_gate_ready_seconds")
            .help("Seconds from the creation of a pod to its readiness gate being True")
            .classicUpperBounds(10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600)
            .classicOnly()
            .labelNames("namespace", "name")
            .register(registry);
    validationFailures = webhookFailures(registry, "validation");
    mutationFailures = webhookFailures(registry, "mutation");
    cacheObjects =
        Gauge.builder()
            .name("awslbc_controller_cache_object_total")
            .help("Objects in the caches")
            .labelNames("resource")
            .register(registry);
    targetGroups =
        Gauge.builder()
            .name("aws_target_group_info")
            .help("Target group of a Service")
            .labelNames("namespace", "service", "target_group")
            .register(registry);
    awsCalls = new AwsCallMetrics(registry);
    queues = new QueueMetrics(registry);
  }

  public AwsCallMetrics awsCalls() {
    return awsCalls;
  }

  public void countReconcileError(String controller, String category) {
    reconcileErrors.labelValues(controller, category).inc();
  }

  /// Counts and times what the queue of a controller does.
  public QueueObserver queue(String controller) {
    return queues.of(controller);
  }

  /// Does the work of a stage of a reconcile and times it, however it ends.
  public <T> T stage(String controller, String stage, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      timeStage(controller, stage, start);
    }
  }

  /// The same for work without a result.
  public void runStage(String controller, String stage, Runnable work) {
    long start = System.nanoTime();
    try {
      work.run();
    } finally {
      timeStage(controller, stage, start);
    }
  }

  private void timeStage(String controller, String stage, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    stageDuration.labelValues(controller, stage).observe(seconds);
  }

  public void timeReadinessGate(String namespace, String name, Duration sinceCreation) {
    readinessGate.labelValues(namespace, name).observe(sinceCreation.toMillis() / 1e3);
  }

  public void countValidationFailure(String webhook, String category) {
    validationFailures.labelValues(webhook, category).inc();
  }

  public void countMutationFailure(String webhook, String category) {
    mutationFailures.labelValues(webhook, category).inc();
  }

  public void cacheObjects(String resource, int count) {
    cacheObjects.labelValues(resource).set(count);
  }

  public void targetGroupBound(String namespace, String service, String targetGroup) {
    targetGroups.labelValues(namespace, service, targetGroup).set(1);
  }

  public void targetGroupGone(String namespace, String service, String targetGroup) {
    targetGroups.remove(namespace, service, targetGroup);
  }

  private static Counter webhookFailures(PrometheusRegistry registry, String kind) {
    return Counter.builder()
        .name("awslbc_webhook_" + kind + "_failure_total")
        .help("Failures of the " + kind + " webhooks")
        .labelNames("webhook_name", "error_category")
        .register(registry);
  }
}
