package dev.weir.controller.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.controller.flag.FlagException;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.metric.ControllerMetrics;
import dev.weir.controller.webhook.AdmissionReviews;
import dev.weir.controller.webhook.Verdict;
import dev.weir.controller.webhook.Webhook;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The controller's own ports, asked as Prometheus, the kubelet and an API server ask them.
class ControllerEndpointsTest {
  private static final String REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
       "namespace":"shop","operation":"CREATE",
       "object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME"},"spec":{}}}}
      """;

  @TempDir Path directory;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ControllerMetrics metrics = new ControllerMetrics(registry);

  @Test
  void metricsAndProbesAnswerFromTheStartAndReadyzOnceTheWebhooksDo() throws Exception {
    metrics.countReconcileError("ingress", "build_model_error");
    FlagSet flags = flags();
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry)) {
      String health = "http://127.0.0.1:" + endpoints.healthPort().orElseThrow();
      assertThat(get(health + "/healthz").body()).isEqualTo("ok");
      assertThat(get(health + "/readyz").statusCode()).isEqualTo(500);
      HttpResponse<String> scrape =
          get("http://127.0.0.1:" + endpoints.metricsPort().orElseThrow() + "/metrics");
      assertThat(scrape.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(scrape.body())
          .contains(
              "awslbc_controller_reconcile_errors_total{"
                  + "controller=\"ingress\",error_category=\"build_model_error\"} 1.0");

      endpoints.serve(reviews());

      assertThat(get(health + "/readyz").body()).isEqualTo("ok");
      assertThat(endpoints.webhookPort()).isEmpty();
    }
  }

  @Test
  void zeroSwitchesAnEndpointOff() {
    FlagSet flags = flags("--metrics-bind-addr=0", "--health-probe-bind-addr=0");
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry)) {
      assertThat(endpoints.metricsPort()).isEmpty();
      assertThat(endpoints.healthPort()).isEmpty();
    }
  }

  @Test
  void anAddressThatCannotBeUsedIsToldWithItsFlag() throws IOException {
    assertThatThrownBy(() -> ControllerEndpoints.start(flags("--metrics-bind-addr=8080"), registry))
        .isInstanceOf(FlagException.class)
        .hasMessageContaining("invalid value \"8080\" for --metrics-bind-addr");
    try (ServerSocket taken = new ServerSocket(0)) {
      String flag = "--health-probe-bind-addr=127.0.0.1:" + taken.getLocalPort();
      assertThatThrownBy(() -> ControllerEndpoints.start(flags(flag), registry))
          .isInstanceOf(FlagException.class)
          .hasMessageContaining("is the port taken? Choose another with --health-probe-bind-addr");
    }
  }

  @Test
  void webhooksAnswerReviewsOverTls() throws Exception {
    TestCertificate server = TestCertificate.of("webhook");
    server.write(directory);
    FlagSet flags = flags("--webhook-cert-dir=" + directory, "--webhook-bind-port=0");
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry)) {
      endpoints.serve(reviews());
      SSLContext client = server.clientShowing(server);

      assertThat(post(endpoints, client, "/test", REVIEW.replace("NAME", "good")).body())
          .isEqualTo(
              "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
                  + "\"response\":{\"uid\":\"u-1\",\"allowed\":true,\"patchType\":\"JSONPatch\","
                  + "\"patch\":\"W3sib3AiOiJhZGQiLCJwYXRoIjoiL3gifV0=\"}}");
      assertThat(post(endpoints, client, "/test", REVIEW.replace("NAME", "bad")).body())
          .contains("\"allowed\":false", "\"code\":403", "\"message\":\"no shop/bad here\"");
      assertThat(MetricsText.text(registry))
          .contains("awslbc_webhook_mutation_failure_total{error_category=\"validation\"");
      assertThat(post(endpoints, client, "/other", REVIEW).statusCode()).isEqualTo(404);
      assertThat(post(endpoints, client, "/test", "{}").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aReplacedCertificateIsShownFromTheNextConnectionOn() throws Exception {
    TestCertificate first = TestCertificate.of("first");
    first.write(directory);
    FlagSet flags = flags("--webhook-cert-dir=" + directory, "--webhook-bind-port=0");
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry)) {
      endpoints.serve(reviews());
      TestCertificate second = TestCertificate.of("second");
      second.write(directory);
      Files.setLastModifiedTime(
          directory.resolve("tls.crt"), FileTime.from(Instant.parse("2040-01-01T00:00:00Z")));

      assertThat(
              post(endpoints, second.clientShowing(second), "/test", REVIEW.replace("NAME", "good"))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void callersMustShowACertificateOfTheClusterWhenOneIsNamed() throws Exception {
    TestCertificate server = TestCertificate.of("webhook");
    server.write(directory);
    FlagSet flags =
        flags(
            "--webhook-cert-dir=" + directory,
            "--webhook-bind-port=0",
            "--kube-ca-pem-filepath=" + directory.resolve("tls.crt"));
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry)) {
      endpoints.serve(reviews());
      SSLContext known = server.clientShowing(server);
      SSLContext stranger = server.clientShowing(TestCertificate.of("stranger"));

      assertThat(post(endpoints, known, "/test", REVIEW.replace("NAME", "good")).statusCode())
          .isEqualTo(200);
      assertThatThrownBy(() -> post(endpoints, stranger, "/test", REVIEW))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aNamedDirectoryWithoutCertificateIsAnError() {
    FlagSet flags = flags("--webhook-cert-dir=" + directory.resolve("none"));
    try (ControllerEndpoints endpoints = ControllerEndpoints.start(flags, registry)) {
      assertThatThrownBy(() -> endpoints.serve(reviews()))
          .isInstanceOf(FlagException.class)
          .hasMessageContaining("none/tls.crt")
          .hasMessageContaining("--webhook-cert-dir");
    }
  }

  /// Free ports on loopback, unless the flags say otherwise.
  private static FlagSet flags(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--cluster-name=test");
    arguments.add("--metrics-bind-addr=127.0.0.1:0");
    arguments.add("--health-probe-bind-addr=127.0.0.1:0");
    arguments.addAll(List.of(more));
    return FlagSet.parse(arguments);
  }

  private AdmissionReviews reviews() {
    Webhook webhook =
        new Webhook(
            "test",
            "/test",
            true,
            new Webhook.Resource("", "v1", "pods"),
            Set.of("CREATE"),
            Optional.empty(),
            call ->
                call.object().toString().contains("name=bad")
                    ? new Verdict.Refused("no " + call.namespace() + "/bad here")
                    : new Verdict.Patched(List.of(patch())));
    return new AdmissionReviews(List.of(webhook), metrics, new KubernetesSerialization());
  }

  private static Map<String, Object> patch() {
    Map<String, Object> patch = new java.util.LinkedHashMap<>();
    patch.put("op", "add");
    patch.put("path", "/x");
    return patch;
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> post(
      ControllerEndpoints endpoints, SSLContext context, String path, String body)
      throws IOException, InterruptedException {
    String url =
        "https://127.0.0.1:" + endpoints.webhookPort().orElseThrow() + path + "?timeout=10s";
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
