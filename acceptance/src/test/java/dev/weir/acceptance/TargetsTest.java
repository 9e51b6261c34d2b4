package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pods come and go: the targets follow, and no request is lost.
@Needs("kubectl")
class TargetsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static WeirProcess weir;

  @BeforeAll
  static void start() throws Exception {
    weir = WeirProcess.start(directory);
    apply(Files.readString(Workshop.EXAMPLES.resolve("1-ingressclass.yaml")));
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void anUnreadyPodGetsNoNewRequestsAndFinishesThoseInFlight() throws Exception {
    LoadBalancer web = deploy("unready", 2);
    List<String> pods = pods("unready");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Http.Answer>> inFlight = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        inFlight.add(clients.submit(() -> web.get("/slow?delay=2s")));
      }

      weir.kubectl("annotate", "pod", pods.getFirst(), "weir.dev/ready=false").run().ok();
      Eventually.within(SOON, () -> assertThat(answering(web)).containsExactly(pods.getLast()));

      assertThat(answering(web)).containsExactly(pods.getLast());
      for (Future<Http.Answer> request : inFlight) {
        assertThat(request.get().status()).isEqualTo(200);
      }
    }
    // An address is registered again when its deregistration delay is over, as on AWS.
    weir.kubectl("annotate", "pod", pods.getFirst(), "weir.dev/ready-").run().ok();
    Eventually.within(SOON, () -> assertThat(answering(web)).hasSize(2));
  }

  @Test
  void scalingUpAndDownLosesNoRequest() throws Exception {
    LoadBalancer web = deploy("scaled", 1);
    try (SteadyLoad load = SteadyLoad.on(web)) {
      scale("scaled", 4);
      Eventually.within(SOON, () -> assertThat(answering(web)).hasSize(4));
      scale("scaled", 1);
      Eventually.within(SOON, () -> assertThat(answering(web)).hasSize(1));

      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void aDeletedPodIsReplacedAndNoRequestIsLost() throws Exception {
    LoadBalancer web = deploy("deleted", 2);
    String gone = pods("deleted").getFirst();
    try (SteadyLoad load = SteadyLoad.on(web)) {
      weir.kubectl("delete", "pod", gone, "--wait=false").run().ok();
      Eventually.within(SOON, () -> assertThat(answering(web)).hasSize(2).doesNotContain(gone));

      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void podsThatSpeakHttpsAreReachedByBackendProtocolHttps() {
    apply(
        manifest("secure", 1)
            .replace("containerPort: 8080", "containerPort: 9443, name: https")
            .replace("targetPort: 8080", "targetPort: https")
            .replace(
                "target-type: ip",
                "target-type: ip\n    alb.ingress.kubernetes.io/backend-protocol: HTTPS"));
    LoadBalancer web = LoadBalancer.of(weir, "default", "secure");

    Eventually.within(
        SOON,
        () -> {
          JsonNode seen = JSON.readTree(web.get("/").body());
          // No listener has a policy of TLS 1.3, so targets are spoken to under 2016-08.
          assertThat(seen.at("/tls/version").asString()).isEqualTo("TLSv1.2");
          assertThat(seen.at("/headers/X-Forwarded-Proto/0").asString()).isEqualTo("http");
        });
  }

  private static LoadBalancer deploy(String name, int replicas) {
    apply(manifest(name, replicas));
    weir.kubectl("rollout", "status", "deployment/" + name, "--timeout=60s").run().ok();
    LoadBalancer web = LoadBalancer.of(weir, "default", name);
    Eventually.within(SOON, () -> assertThat(answering(web)).hasSize(replicas));
    return web;
  }

  /// A pod waits in its preStop hook for the load balancer to let it go, as it should on EKS.
  private static String manifest(String name, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: NAME}
    spec:
      replicas: REPLICAS
      selector: {matchLabels: {app: NAME}}
      template:
        metadata: {labels: {app: NAME}, annotations: {weir.dev/test-paths: "true"}}
        spec:
          containers:
          - name: web
            image: web
            ports: [{containerPort: 8080}]
            lifecycle: {preStop: {sleep: {seconds: 10}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: NAME}
    spec: {selector: {app: NAME}, ports: [{port: 80, targetPort: 8080}]}
    ---
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: NAME
      annotations:
        alb.ingress.kubernetes.io/target-type: ip
        alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds=20
    spec:
      ingressClassName: aws-alb
      defaultBackend: {service: {name: NAME, port: {number: 80}}}
    """
        .replace("NAME", name)
        .replace("REPLICAS", Integer.toString(replicas));
  }

  /// The pods that answer twenty requests in a row, all of which succeed.
  private static Set<String> answering(LoadBalancer web) {
    Set<String> pods = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Http.Answer answer = web.get("/");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      pods.add(JSON.readTree(answer.body()).get("pod").asString());
    }
    return pods;
  }

  private static List<String> pods(String app) {
    String names =
        weir.kubectl("get", "pods", "-l", "app=" + app, "-o", "jsonpath={.items[*].metadata.name}")
            .run()
            .ok();
    return Arrays.asList(names.trim().split(" "));
  }

  private static void scale(String name, int replicas) {
    weir.kubectl("scale", "deployment", name, "--replicas=" + replicas).run().ok();
  }

  private static void apply(String manifest) {
    weir.kubectl("apply", "-f", "-").run(manifest).ok();
  }
}
