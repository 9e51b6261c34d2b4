package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.pod.PodLog;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.DeleteOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The life of a single pod.
class PodScenarioTest {
  private final ClusterFixture cluster = new ClusterFixture(121);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aBarePodRunsAndItsStatusIsThatOfARunningPod() {
    pod("one", "", "'ports': [{'containerPort': 8080}]");
    awaitReady("one");

    ObjectNode pod = get("one");
    assertThat(pod.at("/status/phase").asString()).isEqualTo("Running");
    assertThat(pod.at("/status/podIP").asString()).startsWith("127.121.");
    assertThat(pod.at("/status/hostIP").asString()).startsWith("127.122.0.");
    assertThat(pod.at("/status/podIPs/0/ip").asString()).isEqualTo(Pods.ip(pod));
    assertThat(pod.at("/status/qosClass").asString()).isEqualTo("BestEffort");
    for (String type : new String[] {"PodScheduled", "Initialized", "ContainersReady", "Ready"}) {
      assertThat(Conditions.isTrue(pod, type)).as(type).isTrue();
    }
    JsonNode container = pod.at("/status/containerStatuses/0");
    assertThat(container.path("ready").asBoolean()).isTrue();
    assertThat(container.path("started").asBoolean()).isTrue();
    assertThat(container.path("restartCount").asInt()).isZero();
    assertThat(container.at("/state/running/startedAt").asString()).isNotEmpty();
  }

  @Test
  void environmentVariablesNameWhatTheEchoTells() throws Exception {
    cluster.create(
        BuiltInTypes.CONFIG_MAP, "{'metadata': {'name': 'names'}, 'data': {'ingress': 'entry'}}");
    pod(
        "one",
        "",
        """
        'ports': [{'containerPort': 8080}], 'env': [
          {'name': 'POD_NAME', 'valueFrom': {'fieldRef': {'fieldPath': 'metadata.name'}}},
          {'name': 'NAMESPACE', 'valueFrom': {'fieldRef': {'fieldPath': 'metadata.namespace'}}},
          {'name': 'INGRESS_NAME', 'valueFrom': {'configMapKeyRef': {'name': 'names', 'key': 'ingress'}}},
          {'name': 'SERVICE_NAME', 'value': '$(POD_NAME)-service'}]
        """);
    awaitReady("one");

    JsonNode echo = cluster.echo("http://" + Pods.ip(get("one")) + ":8080/");

    assertThat(echo.path("pod").asString()).isEqualTo("one");
    assertThat(echo.path("namespace").asString()).isEqualTo(ClusterFixture.NS);
    assertThat(echo.path("ingress").asString()).isEqualTo("entry");
    assertThat(echo.path("service").asString()).isEqualTo("one-service");
  }

  @Test
  void aReadinessGateHoldsThePodUntilItsConditionIsTrue() {
    cluster.service("gated", "ClusterIP", "{'port': 80}");
    cluster.create(
        BuiltInTypes.POD,
        """
        {'metadata': {'name': 'gated', 'labels': {'app': 'gated'}}, 'spec': {
          'readinessGates': [{'conditionType': 'target-health.elbv2.k8s.aws/tg'}],
          'containers': [{'name': 'c', 'image': 'x'}]}}
        """);
    cluster.await("containers", () -> Conditions.isTrue(get("gated"), "ContainersReady"));
    JsonNode ready = Conditions.find(get("gated"), "Ready").orElseThrow();
    assertThat(ready.path("status").asString()).isEqualTo("False");
    assertThat(ready.path("reason").asString()).isEqualTo("ReadinessGatesNotReady");
    assertThat(ready.path("message").asString())
        .isEqualTo(
            "corresponding condition of pod readiness gate \"target-health.elbv2.k8s.aws/tg\" does"
                + " not exist.");

    setGate("False");
    cluster.await(
        "the gate's status in the message",
        () ->
            Json.text(Conditions.find(get("gated"), "Ready").orElseThrow(), "message")
                .endsWith("is not \"True\", but False"));
    setGate("True");

    awaitReady("gated");
    cluster.await("endpoint", () -> cluster.readyAddresses("gated").size() == 1);
  }

  @Test
  void aPodWhoseReadinessProbeFailsIsNoReadyEndpoint() throws Exception {
    cluster.service("probed", "ClusterIP", "{'port': 80, 'targetPort': 8080}");
    cluster.create(
        BuiltInTypes.POD,
        """
        {'metadata': {'name': 'probed', 'labels': {'app': 'probed'},
          'annotations': {'weir.dev/test-paths': 'true'}},
         'spec': {'containers': [{'name': 'c', 'image': 'x', 'ports': [{'containerPort': 8080}],
           'readinessProbe': {'httpGet': {'path': '/status/503', 'port': 8080}, 'periodSeconds': 1}}]}}
        """);

    cluster.await("Unhealthy", () -> cluster.reasons("probed").contains("Unhealthy"));

    assertThat(cluster.messages("probed", "Unhealthy").getFirst())
        .isEqualTo("Readiness probe failed: HTTP probe failed with statuscode: 503");
    assertThat(Json.text(Conditions.find(get("probed"), "Ready").orElseThrow(), "message"))
        .isEqualTo("containers with unready status: [c]");
    cluster.await("endpoint", () -> cluster.endpoints("probed").size() == 1);
    assertThat(cluster.readyAddresses("probed")).isEmpty();
    // the server itself listens: only the probe keeps the pod from being ready
    assertThat(cluster.get("http://" + Pods.ip(get("probed")) + ":8080/").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aReadinessProbeThatSucceedsMakesThePodReady() throws Exception {
    pod(
        "probed",
        "",
        """
        'ports': [{'name': 'http', 'containerPort': 8080}],
        'readinessProbe': {'httpGet': {'path': '/ready', 'port': 'http'}}
        """);

    awaitReady("probed");

    PodLog log = cluster.cluster().log(ClusterFixture.NS, "probed", "c").orElseThrow();
    assertThat(log.after(0)).anyMatch(line -> line.text().contains("\"GET /ready HTTP/1.1\" 200"));
  }

  @Test
  void theReadyAnnotationTakesAPodOutAndBackIn() {
    cluster.service("web", "ClusterIP", "{'port': 80}");
    cluster.deployment("web", 1, "");
    cluster.await("endpoint", () -> cluster.readyAddresses("web").size() == 1);
    String name = Meta.name(cluster.pods("web").getFirst());

    cluster.modify(
        BuiltInTypes.POD,
        name,
        pod -> Json.child(pod, "metadata", "annotations").put("weir.dev/ready", "false"));
    cluster.await("out", () -> cluster.readyAddresses("web").isEmpty());
    assertThat(Conditions.isTrue(get(name), "ContainersReady")).isFalse();
    assertThat(Json.text(Conditions.find(get(name), "Ready").orElseThrow(), "message"))
        .isEqualTo("the annotation weir.dev/ready is \"false\"");

    cluster.modify(
        BuiltInTypes.POD,
        name,
        pod -> Json.child(pod, "metadata", "annotations").remove("weir.dev/ready"));
    cluster.await("in", () -> cluster.readyAddresses("web").size() == 1);
  }

  @Test
  void aContainerWhoseLivenessProbeFailsIsRestarted() {
    cluster.create(
        BuiltInTypes.POD,
        """
        {'metadata': {'name': 'sick', 'annotations': {'weir.dev/test-paths': 'true'}},
         'spec': {'containers': [{'name': 'c', 'image': 'x', 'ports': [{'containerPort': 8080}],
           'livenessProbe': {'httpGet': {'path': '/status/500', 'port': 8080},
             'periodSeconds': 1, 'failureThreshold': 1}}]}}
        """);

    cluster.await(
        "second restart backs off",
        () ->
            get("sick")
                .at("/status/containerStatuses/0/state/waiting/reason")
                .asString("")
                .equals("CrashLoopBackOff"));

    assertThat(get("sick").at("/status/containerStatuses/0/restartCount").asInt()).isEqualTo(2);
    assertThat(cluster.messages("sick", "Killing"))
        .contains("Container c failed liveness probe, will be restarted");
    assertThat(get("sick").at("/status/containerStatuses/0/lastState/terminated/exitCode").asInt())
        .isEqualTo(137);
  }

  @Test
  void aPortThatIsTakenIsToldInStatusAndEventAndTriedAgain() throws Exception {
    try (var taken = new ServerSocket(8080, 1, InetAddress.getByName("127.121.1.1"))) {
      pod("blocked", "", "'ports': [{'containerPort': 8080}]");

      cluster.await(
          "PortUnavailable",
          () ->
              get("blocked")
                  .at("/status/containerStatuses/0/state/waiting/reason")
                  .asString("")
                  .equals("PortUnavailable"));

      assertThat(taken.isBound()).isTrue();
      assertThat(cluster.messages("blocked", "FailedBind").getFirst())
          .isEqualTo("Port 8080: cannot listen on 127.121.1.1:8080: Address already in use");
      assertThat(get("blocked").at("/status/phase").asString()).isEqualTo("Pending");
    }

    awaitReady("blocked");
  }

  @Test
  void aDeletedPodFinishesItsRequestAfterItsEndpointIsMarkedAsTerminating() throws Exception {
    cluster.service("slow", "ClusterIP", "{'port': 80, 'targetPort': 8080}");
    cluster.create(
        BuiltInTypes.POD,
        """
        {'metadata': {'name': 'slow', 'labels': {'app': 'slow'}},
         'spec': {'terminationGracePeriodSeconds': 60,
           'containers': [{'name': 'c', 'image': 'x', 'ports': [{'containerPort': 8080}]}]}}
        """);
    cluster.await("endpoint", () -> cluster.readyAddresses("slow").size() == 1);
    PodLog log = cluster.cluster().log(ClusterFixture.NS, "slow", "c").orElseThrow();
    try (var socket = new Socket(Pods.ip(get("slow")), 8080)) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      send(
          socket,
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(in.readLine()).isEmpty();

      cluster.delete(BuiltInTypes.POD, "slow");
      cluster.await("terminating endpoint", () -> isTerminating("slow"));
      cluster.await(
          "no new connections", () -> !answers("http://" + Pods.ip(get("slow")) + ":8080/"));
      send(socket, "body");

      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }
    cluster.await("gone", () -> cluster.store.get(key("slow")).isEmpty());
    assertThat(log.hasEnded()).isTrue();
    assertThat(log.after(0)).anyMatch(line -> line.text().contains("\"POST / HTTP/1.1\" 200"));
    assertThat(cluster.reasons("slow")).contains("Killing");
  }

  @Test
  void aPreStopSleepKeepsTheDeletedPodAccepting() throws Exception {
    pod(
        "patient",
        "",
        """
        'ports': [{'containerPort': 8080}],
        'lifecycle': {'preStop': {'exec': {'command': ['sh', '-c', 'sleep 600']}}}
        """);
    awaitReady("patient");
    String url = "http://" + Pods.ip(get("patient")) + ":8080/";

    cluster.delete(BuiltInTypes.POD, "patient");
    cluster.await("Killing", () -> cluster.reasons("patient").contains("Killing"));
    cluster.service("later", "ClusterIP", "{'port': 80}");
    cluster.await("the controllers went on", () -> cluster.slices("later").size() == 1);

    assertThat(cluster.get(url).statusCode()).isEqualTo(200);
    cluster.store.delete(BuiltInTypes.POD, key("patient"), DeleteOptions.NOW);
  }

  @Test
  void aPodDeletedWithoutGraceIsGoneAtOnce() {
    pod("one", "", "'ports': [{'containerPort': 8080}]");
    awaitReady("one");
    String url = "http://" + Pods.ip(get("one")) + ":8080/";

    cluster.store.delete(BuiltInTypes.POD, key("one"), DeleteOptions.NOW);

    assertThat(cluster.store.get(key("one"))).isEmpty();
    cluster.await("port closed", () -> !answers(url));
  }

  @Test
  void aPodThatFitsNoNodeSaysWhyAndRunsWhenOneFits() {
    pod("picky", "'nodeSelector': {'disk': 'ssd'},", "");
    cluster.await("unschedulable", () -> cluster.reasons("picky").contains("FailedScheduling"));
    assertThat(Json.text(Conditions.find(get("picky"), "PodScheduled").orElseThrow(), "reason"))
        .isEqualTo("Unschedulable");

    cluster.store.modify(
        BuiltInTypes.NODE,
        ResourceKey.of(BuiltInTypes.NODE, "", "node-b"),
        node -> {
          Json.child(node, "metadata", "labels").put("disk", "ssd");
          return node;
        });

    awaitReady("picky");
    assertThat(Pods.node(get("picky"))).isEqualTo("node-b");
  }

  private void pod(String name, String spec, String container) {
    cluster.create(
        BuiltInTypes.POD,
        """
        {'metadata': {'name': '%s'}, 'spec': {%s 'containers': [{'name': 'c', 'image': 'x'%s}]}}
        """
            .formatted(name, spec, container.isEmpty() ? "" : ", " + container));
  }

  private boolean isTerminating(String service) {
    return cluster.endpoints(service).stream()
        .map(endpoint -> endpoint.path("conditions").toString())
        .anyMatch("{\"ready\":false,\"serving\":true,\"terminating\":true}"::equals);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void setGate(String status) {
    cluster.store.modifyStatus(
        BuiltInTypes.POD,
        key("gated"),
        pod -> {
          var condition =
              new Conditions.Condition("target-health.elbv2.k8s.aws/tg", status, "", "");
          Conditions.set(pod, condition, Instant.now());
          return pod;
        });
  }

  private boolean answers(String url) {
    try {
      return cluster.get(url).statusCode() == 200;
    } catch (Exception _) {
      return false;
    }
  }

  private ObjectNode get(String name) {
    return cluster.get(BuiltInTypes.POD, name);
  }

  private static ResourceKey key(String name) {
    return ResourceKey.of(BuiltInTypes.POD, ClusterFixture.NS, name);
  }

  private void awaitReady(String name) {
    cluster.await(name + " ready", () -> Pods.isReady(get(name)));
  }
}
