package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.pod.PodAddresses;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceTypes;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A real store with a running cluster on addresses of its own, for scenarios.
final class ClusterFixture implements AutoCloseable {
  static final String NS = "workshop";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final KubeStore store;
  final ClusterConfig config;
  private final Object lock = new Object();
  private final HttpClient client = HttpClient.newHttpClient();
  private Cluster cluster;

  /// @param octet makes the addresses 127.octet.x.y, pods, and 127.(octet+1).0.z, nodes
  ClusterFixture(int octet) {
    this(octet, KubeStore.inMemory(new ResourceTypes(), Clock.systemUTC()));
  }

  ClusterFixture(int octet, KubeStore store) {
    this.store = store;
    String nodes = "127." + (octet + 1) + ".0.";
    this.config =
        new ClusterConfig(
            List.of(
                new ClusterConfig.NodeSpec("node-a", nodes + "1", "eu-west-1a"),
                new ClusterConfig.NodeSpec("node-b", nodes + "2", "eu-west-1b")),
            "127." + octet,
            PodAddresses.IDENTITY,
            Clock.systemUTC(),
            Duration.ofMillis(50),
            Duration.ofMillis(100));
    store.onCommit(_ -> wake());
    start();
    if (store.get(BuiltInTypes.NAMESPACE, "", NS).isEmpty()) {
      ObjectNode namespace = Json.object();
      namespace.putObject("metadata").put("name", NS);
      namespace.putObject("spec").putArray("finalizers").add("kubernetes");
      store.create(BuiltInTypes.NAMESPACE, namespace);
    }
  }

  void start() {
    cluster = Cluster.start(store, config);
  }

  void stop() {
    cluster.close();
  }

  Cluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    stop();
    client.close();
    store.close();
  }

  /// Waits until something holds, looking again after each change in the store.
  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lock) {
      while (!condition.getAsBoolean()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("not within " + PATIENCE + ": " + what);
        }
        try {
          lock.wait(Math.min(left, 50));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void wake() {
    // Never taken inside the store by others than the waiting test: a commit only signals.
    Thread.startVirtualThread(() -> {
      synchronized (lock) {
        lock.notifyAll();
      }
    });
  }

  ObjectNode create(ResourceType type, String json) {
    ObjectNode object = Json.parse(json.replace('\'', '"'));
    if (type.namespaced() && Meta.namespace(object).isEmpty()) {
      Meta.of(object).put("namespace", NS);
    }
    return store.create(type, object);
  }

  ObjectNode deployment(String name, int replicas, String container) {
    return create(
        BuiltInTypes.DEPLOYMENT,
        """
        {'metadata': {'name': '%1$s'}, 'spec': {'replicas': %2$d,
          'selector': {'matchLabels': {'app': '%1$s'}},
          'template': {'metadata': {'labels': {'app': '%1$s'}},
            'spec': {'containers': [{'name': 'web', 'image': 'web:1'%3$s}]}}}}
        """
            .formatted(name, replicas, container.isEmpty() ? "" : ", " + container));
  }

  ObjectNode service(String name, String type, String ports) {
    return create(
        BuiltInTypes.SERVICE,
        """
        {'metadata': {'name': '%1$s'}, 'spec': {'type': '%2$s', 'selector': {'app': '%1$s'}, 'ports': [%3$s]}}
        """
            .formatted(name, type, ports));
  }

  ObjectNode get(ResourceType type, String name) {
    return store.require(type, NS, name);
  }

  List<ObjectNode> list(ResourceType type) {
    return store.list(type, NS, Selector.ALL).items();
  }

  List<ObjectNode> pods(String app) {
    return store.list(BuiltInTypes.POD, NS, Selector.labels(Map.of("app", app))).items();
  }

  List<ObjectNode> readyPods(String app) {
    return pods(app).stream().filter(pod -> Pods.isReady(pod) && Pods.isActive(pod)).toList();
  }

  void awaitReady(String app, int count) {
    await(
        count + " ready pods of " + app,
        () -> readyPods(app).size() == count && pods(app).size() == count);
  }

  void modify(ResourceType type, String name, Consumer<ObjectNode> change) {
    store.modify(
        type,
        ResourceKey.of(type, NS, name),
        object -> {
          change.accept(object);
          return object;
        });
  }

  void delete(ResourceType type, String name) {
    store.delete(type, ResourceKey.of(type, NS, name));
  }

  /// Reasons of the events about an object, in the order of their names.
  List<String> reasons(String name) {
    return events(name).stream().map(event -> Json.text(event, "reason")).toList();
  }

  List<String> messages(String name, String reason) {
    return events(name).stream()
        .filter(event -> Json.text(event, "reason").equals(reason))
        .map(event -> Json.text(event, "message"))
        .toList();
  }

  /// Waits for exactly these messages: an event may come a moment after what it tells of.
  void awaitMessages(String name, String reason, String... expected) {
    await(
        reason + " of " + name + ": " + List.of(expected),
        () -> messages(name, reason).equals(List.of(expected)));
  }

  private List<ObjectNode> events(String name) {
    return list(BuiltInTypes.EVENT).stream()
        .filter(event -> Json.text(event, "involvedObject", "name").equals(name))
        .sorted(Comparator.comparing(event -> Meta.name(event).substring(name.length())))
        .toList();
  }

  /// The endpoints of all slices of a Service.
  List<JsonNode> endpoints(String service) {
    return slices(service).stream()
        .flatMap(slice -> Json.list(slice, "endpoints").stream())
        .toList();
  }

  List<ObjectNode> slices(String service) {
    var labels = Map.of("kubernetes.io/service-name", service);
    return store.list(BuiltInTypes.ENDPOINT_SLICE, NS, Selector.labels(labels)).items();
  }

  List<String> readyAddresses(String service) {
    return endpoints(service).stream()
        .filter(endpoint -> Json.flag(endpoint, "conditions", "ready"))
        .map(endpoint -> endpoint.path("addresses").path(0).asString(""))
        .sorted()
        .toList();
  }

  HttpResponse<String> get(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  JsonNode echo(String url) throws Exception {
    HttpResponse<String> answer = get(url);
    if (answer.statusCode() != 200) {
      throw new AssertionError(url + ": expected 200, got " + answer.statusCode());
    }
    return JsonMapper.shared().readTree(answer.body());
  }
}
