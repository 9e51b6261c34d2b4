package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an administrator does to a cluster with kubectl: drain a node, ask for tokens, look at
/// events.
@Needs("kubectl")
class ClusterOperationsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static WeirProcess weir;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory);
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 4
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
        """);
    kubectl("rollout", "status", "deployment/web").ok();
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void drainsANodeAsFarAsTheDisruptionBudgetAllows() {
    apply(budget("minAvailable: 4"));
    Eventually.within(
        SOON,
        () ->
            assertThat(kubectl("get", "pdb", "web").table().get(1))
                .containsSubsequence("web", "4", "N/A", "0"));
    String pod = podOf(node());

    Command.Result evicted = evict(pod);
    assertThat(evicted.exitCode()).isNotZero();
    assertThat(evicted.output())
        .contains("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(drain("--timeout=3s").output())
        .contains("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(kubectl("get", "pod", pod).ok()).contains("1/1");

    apply(budget("maxUnavailable: 1"));
    Eventually.within(
        SOON,
        () ->
            assertThat(kubectl("get", "pdb", "web").table().get(1))
                .containsSubsequence("web", "N/A", "1", "1"));
    assertThat(drain("--timeout=150s").ok())
        .contains("pod/" + pod + " evicted", "node/" + node() + " drained");

    kubectl("rollout", "status", "deployment/web").ok();
    assertThat(kubectl("get", "pods", "-l", "app=web", "-o", "wide").ok())
        .doesNotContain(node())
        .contains("Running");
    kubectl("uncordon", node()).ok();
  }

  @Test
  void givesTokensOfServiceAccounts() {
    String token =
        kubectl("create", "token", "default", "--duration=2h", "--audience=vault").ok().strip();

    String[] parts = token.split("\\.");
    assertThat(parts).hasSize(3);
    JsonNode claims =
        JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    assertThat(claims.get("sub").asString()).isEqualTo("system:serviceaccount:default:default");
    assertThat(claims.get("aud").get(0).asString()).isEqualTo("vault");
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(7200);
    assertThat(kubectl("create", "token", "nobody").output())
        .contains("serviceaccounts \"nobody\" not found");
  }

  @Test
  void showsTheSameEventsInBothGroups() {
    apply(
        """
        apiVersion: events.k8s.io/v1
        kind: Event
        metadata: {name: seen, namespace: default}
        eventTime: NOW
        action: Look
        note: seen twice
        reason: Seen
        regarding: {apiVersion: v1, kind: ConfigMap, name: thing, namespace: default}
        reportingController: example.com/looker
        reportingInstance: looker-1
        type: Normal
        """
            .replace("NOW", Instant.now().truncatedTo(ChronoUnit.MICROS).toString()));

    assertThat(
            kubectl("get", "events.v1.", "seen", "-o", "jsonpath={.involvedObject.name} {.message}")
                .ok())
        .isEqualTo("thing seen twice");
    assertThat(
            kubectl(
                    "get",
                    "events.v1.events.k8s.io",
                    "--field-selector=regarding.name=thing",
                    "-o",
                    "jsonpath={.items[*].kind} {.items[*].apiVersion} {.items[*].note}")
                .ok())
        .isEqualTo("Event events.k8s.io/v1 seen twice");
    Eventually.within(
        SOON,
        () ->
            assertThat(
                    kubectl("get", "events.v1.events.k8s.io", "-o", "jsonpath={.items[*].note}")
                        .ok())
                .contains("Scaled up replica set"));
  }

  @Test
  void refusesFieldsThatAreThereTwiceOrUnknown() throws Exception {
    String twice =
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"twice","name":"twice"},
         "data":{"a":"1"},"data":{"a":"2"},"extra":true}
        """;

    HttpResponse<String> strict = post(twice, "Strict");
    assertThat(strict.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(strict.body()).get("message").asString())
        .isEqualTo(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                + " duplicate field \"metadata.name\", duplicate field \"data\", unknown field"
                + " \"extra\"");
    HttpResponse<String> warned = post(twice, "Warn");
    assertThat(warned.statusCode()).isEqualTo(201);
    assertThat(warned.headers().allValues("warning"))
        .anyMatch(warning -> warning.contains("duplicate field \\\"data\\\""));
    assertThat(
            weir.kubectl("apply", "--validate=strict", "-f", "-")
                .run("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, spec: {y: 1}}")
                .output())
        .contains("strict decoding error: unknown field \"spec\"");
  }

  private static HttpResponse<String> post(String body, String validation) throws Exception {
    String server = kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}").ok();
    String url = "/api/v1/namespaces/default/configmaps?fieldValidation=" + validation;
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server + url))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String budget(String rule) {
    return """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web}
    spec: {selector: {matchLabels: {app: web}}, RULE}
    """
        .replace("RULE", rule);
  }

  private static Command.Result evict(String pod) {
    return weir.kubectl(
            "create", "--raw", "/api/v1/namespaces/default/pods/" + pod + "/eviction", "-f", "-")
        .run(
            "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\""
                + pod
                + "\"}}");
  }

  private static Command.Result drain(String timeout) {
    return kubectl("drain", node(), "--ignore-daemonsets", timeout);
  }

  /// The first node.
  private static String node() {
    return kubectl("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}").ok();
  }

  private static String podOf(String node) {
    return kubectl(
            "get",
            "pods",
            "--field-selector=spec.nodeName=" + node,
            "-l",
            "app=web",
            "-o",
            "jsonpath={.items[0].metadata.name}")
        .ok();
  }

  private static Command.Result kubectl(String... arguments) {
    return weir.kubectl(arguments).run();
  }

  private static void apply(String manifest) {
    weir.kubectl("apply", "-f", "-").run(manifest).ok();
  }
}
