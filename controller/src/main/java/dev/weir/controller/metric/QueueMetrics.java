package dev.weir.controller.metric;

import dev.weir.controller.queue.QueueObserver;
import dev.weir.controller.queue.ReconcileOutcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Work queues and reconciles under the names and labels that the AWS Load Balancer Controller has
/// from controller-runtime.
final class QueueMetrics {
  private static final double[] RECONCILE_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9,
    1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50,
    60
  };

  private final Counter reconciles;
  private final Counter errors;
  private final Histogram reconcileSeconds;
  private final Gauge maximum;
  private final Gauge active;
  private final Gauge depth;
  private final Counter adds;
  private final Counter retries;
  private final Histogram queueSeconds;
  private final Histogram workSeconds;
  private final Map<String, Observer> queues = new ConcurrentHashMap<>();

  QueueMetrics(PrometheusRegistry registry) {
    reconciles =
        Counter.builder()
            .name("controller_runtime_reconcile_total")
            .help("Total number of reconciliations per controller")
            .labelNames("controller", "result")
            .register(registry);
    errors =
        Counter.builder()
            .name("controller_runtime_reconcile_errors_total")
            .help("Total number of reconciliation errors per controller")
            .labelNames("controller")
            .register(registry);
    reconcileSeconds =
        Histogram.builder()
            .name("controller_runtime_reconcile_time_seconds")
            .help("Length of time per reconciliation per controller")
            .classicUpperBounds(RECONCILE_SECONDS)
            .classicOnly()
            .labelNames("controller")
            .register(registry);
    maximum =
        gauge(
            registry,
            "controller_runtime_max_concurrent_reconciles",
            "Maximum number of concurrent reconciles per controller",
            "controller");
    active =
        gauge(
            registry,
            "controller_runtime_active_workers",
            "Number of currently used workers per controller",
            "controller");
    depth =
        gauge(
            registry,
            "workqueue_depth",
            "Current depth of workqueue by workqueue and priority",
            "name",
            "controller",
            "priority");
    adds = counter(registry, "workqueue_adds_total", "Total number of adds handled by workqueue");
    retries =
        counter(
            registry, "workqueue_retries_total", "Total number of retries handled by workqueue");
    queueSeconds =
        histogram(
            registry,
            "workqueue_queue_duration_seconds",
            "How long in seconds an item stays in workqueue before being requested");
    workSeconds =
        histogram(
            registry,
            "workqueue_work_duration_seconds",
            "How long in seconds processing an item from workqueue takes");
    running(
        registry,
        "workqueue_unfinished_work_seconds",
        "How many seconds of work is in progress and not yet in work_duration",
        ages -> ages.stream().mapToDouble(age -> age).sum());
    running(
        registry,
        "workqueue_longest_running_processor_seconds",
        "How many seconds has the longest running processor for workqueue been running",
        ages -> ages.stream().mapToDouble(age -> age).max().orElse(0));
  }

  /// The observer of one controller's queue.
  QueueObserver of(String controller) {
    return queues.computeIfAbsent(controller, Observer::new);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames("name", "controller")
        .register(registry);
  }

  private static Gauge gauge(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private static Histogram histogram(PrometheusRegistry registry, String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicExponentialUpperBounds(1e-8, 10, 12)
        .classicOnly()
        .labelNames("name", "controller")
        .register(registry);
  }

  private interface Sum {
    double of(Collection<Double> ages);
  }

  private void running(PrometheusRegistry registry, String name, String help, Sum sum) {
    GaugeWithCallback gauge =
        GaugeWithCallback.builder()
            .name(name)
            .help(help)
            .labelNames("name", "controller")
            .callback(scrape ->
                queues.forEach(
                    (queue, observer) -> scrape.call(sum.of(observer.ages()), queue, queue)))
            .build();
    registry.register(gauge);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private final class Observer implements QueueObserver {
    private final String name;
    private final Map<Object, Long> startedAt = new ConcurrentHashMap<>();

    Observer(String name) {
      this.name = name;
      adds.initLabelValues(name, name);
      retries.initLabelValues(name, name);
      errors.initLabelValues(name);
      for (String result : new String[] {"success", "error", "requeue", "requeue_after"}) {
        reconciles.initLabelValues(name, result);
      }
      reconcileSeconds.initLabelValues(name);
      active.labelValues(name).set(0);
      depth.labelValues(name, name, "0").set(0);
    }

    Collection<Double> ages() {
      return startedAt.values().stream().map(QueueMetrics::secondsSince).toList();
    }

    @Override
    public void started(int workers) {
      maximum.labelValues(name).set(workers);
    }

    @Override
    public void added() {
      adds.labelValues(name, name).inc();
    }

    @Override
    public void waiting(int keys) {
      depth.labelValues(name, name, "0").set(keys);
    }

    @Override
    public void taken(Object key, Duration waited) {
      startedAt.put(key, System.nanoTime());
      active.labelValues(name).set(startedAt.size());
      queueSeconds.labelValues(name, name).observe(waited.toNanos() / 1e9);
    }

    @Override
    public void handled(Object key, ReconcileOutcome outcome) {
      Long start = startedAt.remove(key);
      active.labelValues(name).set(startedAt.size());
      double took = start == null ? 0 : secondsSince(start);
      workSeconds.labelValues(name, name).observe(took);
      reconcileSeconds.labelValues(name).observe(took);
      String result =
          switch (outcome) {
            case ReconcileOutcome.Done _ -> "success";
            case ReconcileOutcome.RequeueAfter _ -> "requeue_after";
            case ReconcileOutcome.Failed(_, boolean expected) -> expected ? "requeue" : "error";
          };
      reconciles.labelValues(name, result).inc();
      if (result.equals("error")) {
        errors.labelValues(name).inc();
      }
    }

    @Override
    public void retried() {
      retries.labelValues(name, name).inc();
    }
  }
}
