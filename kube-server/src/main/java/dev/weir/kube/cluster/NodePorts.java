package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes Services of type NodePort and LoadBalancer reachable on every node's address.
///
/// Each connection goes to a ready endpoint of the moment; with `externalTrafficPolicy: Local` to
/// one on the same node. Without a ready endpoint, one that terminates but still serves is taken.
final class NodePorts implements Controller, AutoCloseable {
  private static final String NAME = "kube-proxy";
  private static final Duration RETRY = Duration.ofSeconds(5);

  /// One listening port of a node.
  private record Listening(ResourceKey service, String node, String address, int nodePort) {}

  private final KubeStore store;
  private final ClusterConfig config;
  private final EventRecorder events;
  private final Map<Listening, TcpForwarder> forwarders = new HashMap<>();

  NodePorts(KubeStore store, ClusterConfig config, EventRecorder events) {
    this.store = store;
    this.config = config;
    this.events = events;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    if (change.key().resource().equals(BuiltInTypes.SERVICE.resource())) {
      look.accept(change.key());
    } else if (change.key().resource().equals(BuiltInTypes.NODE.resource())
        && (change.before() == null || change.after() == null)) {
      store.list(BuiltInTypes.SERVICE).items().stream()
          .filter(service -> ServiceNodePorts.hasNodePorts(service.path("spec")))
          .forEach(service -> look.accept(ResourceKey.of(BuiltInTypes.SERVICE, service)));
    }
  }

  @Override
  public synchronized Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> service = store.get(key).filter(found -> !Meta.isDeleting(found));
    Set<Listening> wanted = service.map(found -> wanted(key, found)).orElse(Set.of());
    forwarders
        .entrySet()
        .removeIf(entry -> entry.getKey().service().equals(key) && isClosedUnless(wanted, entry));
    boolean all = true;
    for (Listening listening : wanted) {
      all &= forwarders.containsKey(listening) || open(listening, service.orElseThrow());
    }
    return all ? Outcome.DONE : Outcome.again(RETRY);
  }

  @Override
  public synchronized void close() {
    forwarders.values().forEach(TcpForwarder::close);
    forwarders.clear();
  }

  private static boolean isClosedUnless(
      Set<Listening> wanted, Map.Entry<Listening, TcpForwarder> entry) {
    boolean unwanted = !wanted.contains(entry.getKey());
    if (unwanted) {
      entry.getValue().close();
    }
    return unwanted;
  }

  private Set<Listening> wanted(ResourceKey key, ObjectNode service) {
    Set<Listening> wanted = new HashSet<>();
    for (JsonNode port : Json.list(service, "spec", "ports")) {
      int nodePort = (int) Json.number(port, 0, "nodePort");
      if (nodePort > 0 && ContainerPorts.protocol(port).equals("TCP")) {
        for (ClusterConfig.NodeSpec node : config.nodes()) {
          if (store.get(BuiltInTypes.NODE, "", node.name()).isPresent()) {
            wanted.add(new Listening(key, node.name(), node.address(), nodePort));
          }
        }
      }
    }
    return wanted;
  }

  private boolean open(Listening at, ObjectNode service) {
    InetSocketAddress bound = config.addresses().bound(at.address(), at.nodePort());
    try {
      forwarders.put(at, TcpForwarder.open(bound, () -> backends(at)));
      return true;
    } catch (IOException e) {
      String message =
          "Cannot listen on node port %s:%d: %s"
              .formatted(at.address(), at.nodePort(), e.getMessage());
      events.warning(service, NAME, "FailedBind", message);
      return false;
    }
  }

  /// Where a new connection may go, best first.
  private List<InetSocketAddress> backends(Listening at) {
    Optional<ObjectNode> service = store.get(at.service());
    if (service.isEmpty()) {
      return List.of();
    }
    boolean local = Json.text(service.get(), "spec", "externalTrafficPolicy").equals("Local");
    List<InetSocketAddress> ready = new ArrayList<>();
    List<InetSocketAddress> terminating = new ArrayList<>();
    for (ObjectNode slice : slices(at.service())) {
      int port = port(slice, portName(service.get(), at.nodePort()));
      for (JsonNode endpoint : Json.list(slice, "endpoints")) {
        boolean here = !local || Json.text(endpoint, "nodeName").equals(at.node());
        if (here && port > 0) {
          collect(endpoint, port, ready, terminating);
        }
      }
    }
    Collections.shuffle(ready);
    return ready.isEmpty() ? terminating : ready;
  }

  private void collect(
      JsonNode endpoint,
      int port,
      List<InetSocketAddress> ready,
      List<InetSocketAddress> terminating) {
    String address = endpoint.path("addresses").path(0).asString("");
    JsonNode conditions = endpoint.path("conditions");
    if (!conditions.has("ready") || Json.flag(conditions, "ready")) {
      ready.add(config.addresses().bound(address, port));
    } else if (Json.flag(conditions, "serving") && Json.flag(conditions, "terminating")) {
      terminating.add(config.addresses().bound(address, port));
    }
  }

  private List<ObjectNode> slices(ResourceKey service) {
    var labels = Map.of(EndpointSliceController.SERVICE_LABEL, service.name());
    return store
        .list(BuiltInTypes.ENDPOINT_SLICE, service.namespace(), Selector.labels(labels))
        .items();
  }

  private static String portName(ObjectNode service, int nodePort) {
    return Json.list(service, "spec", "ports").stream()
        .filter(port -> Json.number(port, 0, "nodePort") == nodePort)
        .map(port -> Json.text(port, "name"))
        .findFirst()
        .orElse("");
  }

  private static int port(ObjectNode slice, String name) {
    return Json.list(slice, "ports").stream()
        .filter(port -> Json.text(port, "name").equals(name))
        .mapToInt(port -> (int) Json.number(port, 0, "port"))
        .findFirst()
        .orElse(0);
  }
}
