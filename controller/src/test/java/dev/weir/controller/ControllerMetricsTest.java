package dev.weir.controller;

import static dev.weir.controller.LocalWorldFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What Prometheus sees of a controller: the names and labels of the AWS Load Balancer Controller,
/// with samples.
class ControllerMetricsTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: aws-alb}
      spec: {controller: ingress.k8s.aws/alb}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: NAME
        namespace: default
        annotations: {alb.ingress.kubernetes.io/scheme: SCHEME}
      spec:
        ingressClassName: aws-alb
        defaultBackend: {service: {name: web, port: {number: 80}}}
      """;

  @Test
  void queuesReconcilesAndStagesAreCountedAndTimed() {
    try (LocalWorldFixture world = new LocalWorldFixture()) {
      Controller controller = world.startController("--ingress-max-concurrent-reconciles=5");
      assertThat(text(controller))
          .contains(
              "controller_runtime_max_concurrent_reconciles{controller=\"ingress\"} 5.0",
              "controller_runtime_max_concurrent_reconciles{controller=\"service\"} 3.0",
              "controller_runtime_reconcile_errors_total{controller=\"ingress\"} 0.0",
              "controller_runtime_reconcile_total{"
                  + "controller=\"targetGroupBinding\",result=\"requeue_after\"} 0.0",
              "workqueue_longest_running_processor_seconds{"
                  + "controller=\"ingress\",name=\"ingress\"} 0.0");

      world.apply(INGRESS.replace("NAME", "good").replace("SCHEME", "internal"));
      world.apply(INGRESS.replace("NAME", "bad").replace("SCHEME", "sideways"));

      eventually(() ->
          assertThat(text(controller))
              .containsPattern(
                  "controller_runtime_reconcile_total\\{controller=\"ingress\","
                      + "result=\"success\"} [1-9]")
              .containsPattern(
                  "controller_runtime_reconcile_total\\{controller=\"ingress\","
                      + "result=\"error\"} [1-9]")
              .containsPattern(
                  "controller_runtime_reconcile_errors_total\\{controller=\"ingress\"} [1-9]")
              .containsPattern(
                  "controller_runtime_reconcile_time_seconds_bucket\\{controller=\"ingress\","
                      + "le=\"60.0\"} [1-9]")
              .containsPattern(
                  "workqueue_adds_total\\{controller=\"ingress\",name=\"ingress\"} [1-9]")
              .containsPattern(
                  "workqueue_retries_total\\{controller=\"ingress\",name=\"ingress\"} [1-9]")
              .containsPattern(
                  "workqueue_queue_duration_seconds_count\\{controller=\"ingress\","
                      + "name=\"ingress\"} [1-9]")
              .containsPattern(
                  "workqueue_work_duration_seconds_bucket\\{controller=\"ingress\","
                      + "name=\"ingress\",le=\"1.0E-8\"} ")
              .contains(
                  "workqueue_depth{controller=\"ingress\",name=\"ingress\",priority=\"0\"} 0.0")
              .contains("controller_runtime_active_workers{controller=\"ingress\"} 0.0")
              .containsPattern(stage("fetch_ingress"))
              .containsPattern(stage("add_group_finalizer"))
              .containsPattern(stage("build_model"))
              .containsPattern(stage("deploy_model"))
              .containsPattern(stage("dns_resolve_and_update_status"))
              .contains(
                  "awslbc_controller_reconcile_errors_total{"
                      + "controller=\"ingress\",error_category=\"build_model_error\"}"));
    }
  }

  private static String stage(String stage) {
    return "awslbc_controller_reconcile_stage_duration_count\\{controller=\"ingress\","
        + "reconcile_stage=\""
        + stage
        + "\"} [1-9]";
  }

  private static String text(Controller controller) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, controller.metrics().scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
