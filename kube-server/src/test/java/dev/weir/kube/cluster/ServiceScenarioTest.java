package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Services: their addresses, endpoints and node ports.
class ServiceScenarioTest {
  private final ClusterFixture cluster = new ClusterFixture(111);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aSliceTellsAllThatALoadBalancerNeedsOfAPod() {
    cluster.service("web", "ClusterIP", "{'name': 'http', 'port': 80, 'targetPort': 9000}");
    cluster.deployment("web", 1, "'ports': [{'containerPort': 9000}]");
    cluster.await("endpoint", () -> cluster.readyAddresses("web").size() == 1);

    ObjectNode pod = cluster.pods("web").getFirst();
    ObjectNode slice = cluster.slices("web").getFirst();
    assertThat(Meta.name(slice)).matches("web-[a-z0-9]{5}");
    assertThat(Meta.labels(slice))
        .containsEntry("kubernetes.io/service-name", "web")
        .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    assertThat(slice.path("addressType").asString()).isEqualTo("IPv4");
    assertThat(slice.path("ports").toString())
        .isEqualTo("[{\"name\":\"http\",\"port\":9000,\"protocol\":\"TCP\"}]");
    JsonNode endpoint = slice.at("/endpoints/0");
    assertThat(endpoint.path("addresses").toString()).isEqualTo("[\"" + Pods.ip(pod) + "\"]");
    assertThat(endpoint.path("conditions").toString())
        .isEqualTo("{\"ready\":true,\"serving\":true,\"terminating\":false}");
    assertThat(endpoint.path("nodeName").asString()).isEqualTo(Pods.node(pod));
    assertThat(endpoint.path("zone").asString()).startsWith("eu-west-1");
    assertThat(endpoint.at("/targetRef/kind").asString()).isEqualTo("Pod");
    assertThat(endpoint.at("/targetRef/uid").asString()).isEqualTo(Meta.uid(pod));
    assertThat(Owners.controllerName(slice, BuiltInTypes.SERVICE)).hasValue("web");
  }

  @Test
  void endpointsAreMirroredForOlderClients() {
    cluster.service("web", "ClusterIP", "{'port': 80, 'targetPort': 9000}");
    cluster.deployment("web", 2, "'ports': [{'containerPort': 9000}]");

    cluster.await(
        "endpoints",
        () ->
            cluster.store.get(BuiltInTypes.ENDPOINTS, ClusterFixture.NS, "web").stream()
                .anyMatch(e -> e.at("/subsets/0/addresses").size() == 2));
    ObjectNode endpoints = cluster.get(BuiltInTypes.ENDPOINTS, "web");
    assertThat(endpoints.at("/subsets/0/ports").toString())
        .isEqualTo("[{\"port\":9000,\"protocol\":\"TCP\"}]");
    assertThat(endpoints.at("/subsets/0/addresses/0/targetRef/kind").asString()).isEqualTo("Pod");
  }

  @Test
  void aNamedTargetPortIsResolvedInEachPodByItself() {
    cluster.service("web", "ClusterIP", "{'port': 80, 'targetPort': 'http'}");
    cluster.deployment("web", 1, "'ports': [{'name': 'http', 'containerPort': 9000}]");
    cluster.await("first", () -> cluster.readyAddresses("web").size() == 1);
    cluster.create(
        BuiltInTypes.POD,
        """
        {'metadata': {'name': 'other', 'labels': {'app': 'web'}}, 'spec': {'containers':
          [{'name': 'c', 'image': 'x', 'ports': [{'name': 'http', 'containerPort': 9001}]}]}}
        """);

    cluster.await("second", () -> cluster.readyAddresses("web").size() == 2);

    assertThat(cluster.slices("web"))
        .extracting(slice -> slice.at("/ports/0/port").asInt())
        .containsExactlyInAnyOrder(9000, 9001);
  }

  @Test
  void aPodWithoutDeclaredPortsListensWhereItsServiceExpectsIt() throws Exception {
    cluster.deployment("frontendnew", 1, "");
    cluster.awaitReady("frontendnew", 1);

    cluster.service("frontendnew", "ClusterIP", "{'name': 'http', 'port': 80}");

    cluster.await("endpoint", () -> cluster.readyAddresses("frontendnew").size() == 1);
    String address = cluster.readyAddresses("frontendnew").getFirst();
    cluster.await("port 80", () -> answers("http://" + address + ":80/new"));
    JsonNode echo = cluster.echo("http://" + address + ":80/new");
    assertThat(echo.path("service").asString()).isEqualTo("frontendnew");
    assertThat(echo.path("path").asString()).isEqualTo("/new");
  }

  @Test
  void aHeadlessServiceHasNoAddressAndItsSlicesSayIt() {
    ObjectNode service =
        cluster.create(
            BuiltInTypes.SERVICE,
            """
            {'metadata': {'name': 'web'}, 'spec': {'clusterIP': 'None',
              'selector': {'app': 'web'}, 'ports': [{'port': 80}]}}
            """);
    cluster.deployment("web", 1, "");
    cluster.await("endpoint", () -> cluster.readyAddresses("web").size() == 1);

    assertThat(service.at("/spec/clusterIP").asString()).isEqualTo("None");
    assertThat(Meta.labels(cluster.slices("web").getFirst()))
        .containsKey("service.kubernetes.io/headless");
  }

  @Test
  void handMadeSlicesOfAServiceWithoutSelectorAreLeftAlone() {
    cluster.create(
        BuiltInTypes.SERVICE,
        "{'metadata': {'name': 'mine'}, 'spec': {'ports': [{'port': 80, 'targetPort': 3000}]}}");
    ObjectNode slice =
        cluster.create(
            BuiltInTypes.ENDPOINT_SLICE,
            """
            {'metadata': {'name': 'mine-1', 'labels': {'kubernetes.io/service-name': 'mine'}},
             'addressType': 'IPv4', 'endpoints': [{'addresses': ['127.0.0.1']}],
             'ports': [{'name': '', 'port': 3000}]}
            """);
    cluster.service("other", "ClusterIP", "{'port': 80}");
    cluster.await("controller at work", () -> cluster.slices("other").size() == 1);

    assertThat(cluster.slices("mine")).containsExactly(slice);
    assertThat(cluster.store.get(BuiltInTypes.ENDPOINTS, ClusterFixture.NS, "mine")).isEmpty();
  }

  @Test
  void handMadeEndpointsBecomeASlice() {
    cluster.create(
        BuiltInTypes.SERVICE, "{'metadata': {'name': 'mine'}, 'spec': {'ports': [{'port': 80}]}}");
    cluster.create(
        BuiltInTypes.ENDPOINTS,
        """
        {'metadata': {'name': 'mine'},
         'subsets': [{'addresses': [{'ip': '127.0.0.9'}], 'ports': [{'port': 3000}]}]}
        """);

    cluster.await("mirror", () -> cluster.readyAddresses("mine").equals(List.of("127.0.0.9")));
    assertThat(Meta.labels(cluster.slices("mine").getFirst()))
        .containsEntry(
            "endpointslice.kubernetes.io/managed-by", "endpointslicemirroring-controller.k8s.io");
    cluster.delete(BuiltInTypes.ENDPOINTS, "mine");
    cluster.await("mirror gone", () -> cluster.slices("mine").isEmpty());
  }

  @Test
  void aServiceThatLosesItsPodsKeepsAnEmptySlice() {
    cluster.service("web", "ClusterIP", "{'port': 80}");
    cluster.deployment("web", 1, "");
    cluster.await("endpoint", () -> cluster.readyAddresses("web").size() == 1);

    cluster.modify(BuiltInTypes.DEPLOYMENT, "web", d -> Json.child(d, "spec").put("replicas", 0));

    cluster.await("no endpoint", () -> cluster.endpoints("web").isEmpty());
    assertThat(cluster.slices("web")).hasSize(1);
    cluster.delete(BuiltInTypes.SERVICE, "web");
    cluster.await("no slice", () -> cluster.slices("web").isEmpty());
  }

  @Test
  void morePodsThanFitAreSplitIntoSlicesOfAHundred() {
    cluster.service("web", "ClusterIP", "{'port': 80}");
    cluster.deployment("web", 120, "");

    cluster.await("120 endpoints", () -> cluster.readyAddresses("web").size() == 120);

    assertThat(cluster.slices("web"))
        .extracting(slice -> slice.path("endpoints").size())
        .containsExactlyInAnyOrder(100, 20);
  }

  @Test
  void servicesGetDistinctClusterAddressesAndKeepThem() {
    Set<String> addresses = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ObjectNode service = cluster.service("s" + i, "ClusterIP", "{'port': 80}");
      String address = service.at("/spec/clusterIP").asString();
      assertThat(address).matches("10\\.100\\.\\d+\\.\\d+");
      assertThat(service.at("/spec/clusterIPs/0").asString()).isEqualTo(address);
      addresses.add(address);
    }
    assertThat(addresses).hasSize(50);

    String before = cluster.get(BuiltInTypes.SERVICE, "s0").at("/spec/clusterIP").asString();
    cluster.modify(
        BuiltInTypes.SERVICE,
        "s0",
        s -> Json.child(s, "spec").remove(List.of("clusterIP", "clusterIPs")));

    assertThat(cluster.get(BuiltInTypes.SERVICE, "s0").at("/spec/clusterIP").asString())
        .isEqualTo(before);
    assertThatThrownBy(() ->
            cluster.modify(
                BuiltInTypes.SERVICE,
                "s0",
                s -> Json.child(s, "spec").put("clusterIP", "10.100.9.9")))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("may not change once set");
  }

  @Test
  void nodePortsAreGivenKeptCheckedAndTakenAway() {
    ObjectNode service = cluster.service("web", "NodePort", "{'port': 80}");
    int nodePort = service.at("/spec/ports/0/nodePort").asInt();
    assertThat(nodePort).isBetween(30000, 32767);

    assertThatThrownBy(() -> cluster.service("low", "NodePort", "{'port': 80, 'nodePort': 80}"))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "Service \"low\" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is"
                + " not in the valid range. The range of valid ports is 30000-32767");
    assertThatThrownBy(
            () -> cluster.service("two", "NodePort", "{'port': 80, 'nodePort': " + nodePort + "}"))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("provided port is already allocated");

    cluster.modify(
        BuiltInTypes.SERVICE,
        "web",
        s -> {
          ((ObjectNode) s.at("/spec/ports/0")).remove("nodePort");
          Json.child(s, "metadata", "labels").put("touched", "yes");
        });
    assertThat(cluster.get(BuiltInTypes.SERVICE, "web").at("/spec/ports/0/nodePort").asInt())
        .isEqualTo(nodePort);

    cluster.modify(
        BuiltInTypes.SERVICE, "web", s -> Json.child(s, "spec").put("type", "ClusterIP"));
    assertThat(cluster.get(BuiltInTypes.SERVICE, "web").at("/spec/ports/0").has("nodePort"))
        .isFalse();
  }

  @Test
  void aNodePortReachesReadyPodsOnEveryNodeAddress() throws Exception {
    ObjectNode service = cluster.service("web", "LoadBalancer", "{'port': 80, 'targetPort': 9000}");
    int nodePort = service.at("/spec/ports/0/nodePort").asInt();
    cluster.deployment("web", 2, "'ports': [{'containerPort': 9000}]");
    cluster.await("endpoints", () -> cluster.readyAddresses("web").size() == 2);

    for (String node : List.of("127.112.0.1", "127.112.0.2")) {
      String url = "http://" + node + ":" + nodePort + "/";
      cluster.await(url, () -> answers(url));
      Set<String> pods = new HashSet<>();
      for (int i = 0; i < 60 && pods.size() < 2; i++) {
        pods.add(freshEcho(url).path("pod").asString());
      }
      assertThat(pods).hasSize(2);
    }

    cluster.delete(BuiltInTypes.SERVICE, "web");
    cluster.await("closed", () -> !answers("http://127.112.0.1:" + nodePort + "/"));
  }

  @Test
  void withTheLocalPolicyANodePortReachesOnlyPodsOfItsNode() throws Exception {
    ObjectNode service =
        cluster.create(
            BuiltInTypes.SERVICE,
            """
            {'metadata': {'name': 'web'}, 'spec': {'type': 'NodePort', 'selector': {'app': 'web'},
              'externalTrafficPolicy': 'Local', 'ports': [{'port': 80, 'targetPort': 9000}]}}
            """);
    int nodePort = service.at("/spec/ports/0/nodePort").asInt();
    cluster.deployment("web", 1, "'ports': [{'containerPort': 9000}]");
    cluster.await("endpoint", () -> cluster.readyAddresses("web").size() == 1);
    boolean onA = Pods.node(cluster.pods("web").getFirst()).equals("node-a");

    String here = "http://127.112.0." + (onA ? 1 : 2) + ":" + nodePort + "/";
    String elsewhere = "http://127.112.0." + (onA ? 2 : 1) + ":" + nodePort + "/";
    cluster.await(here, () -> answers(here));
    assertThat(answers(elsewhere)).isFalse();
  }

  /// A new connection for each request: a kept one stays with its pod.
  private JsonNode freshEcho(String url) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      var body = HttpResponse.BodyHandlers.ofString();
      return Json.parse(client.send(request, body).body());
    }
  }

  private boolean answers(String url) {
    try {
      return cluster.get(url).statusCode() == 200;
    } catch (Exception _) {
      return false;
    }
  }
}
