package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the Endpoints object of every Service that has a selector, for older clients.
///
/// Terminating pods are left out; pods that are not ready are listed as such.
final class EndpointsController implements Controller {
  static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
  static final String MANAGER = "endpoint-controller";

  private final KubeStore store;

  EndpointsController(KubeStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return MANAGER;
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    String namespace = change.key().namespace();
    String resource = change.key().resource();
    if (resource.equals(BuiltInTypes.SERVICE.resource())) {
      look.accept(change.key());
    } else if (resource.equals(BuiltInTypes.ENDPOINTS.resource()) && change.before() != null) {
      look.accept(ResourceKey.of(BuiltInTypes.SERVICE, namespace, change.key().name()));
    } else if (resource.equals(BuiltInTypes.POD.resource())) {
      Stream.of(Optional.ofNullable(change.before()), Optional.ofNullable(change.after()))
          .flatMap(Optional::stream)
          .flatMap(pod -> ServiceBackends.selecting(store, namespace, pod).stream())
          .forEach(service -> look.accept(ResourceKey.of(BuiltInTypes.SERVICE, service)));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    ResourceKey endpoints = ResourceKey.of(BuiltInTypes.ENDPOINTS, key.namespace(), key.name());
    Optional<ObjectNode> service = store.get(key).filter(found -> !Meta.isDeleting(found));
    if (service.isEmpty()) {
      store
          .get(endpoints)
          .filter(stored -> MANAGER.equals(Meta.labels(stored).get(MANAGED_BY)))
          .ifPresent(_ -> store.delete(BuiltInTypes.ENDPOINTS, endpoints));
    } else if (ServiceBackends.hasSelector(service.get())) {
      write(endpoints, service.get());
    }
    return Outcome.DONE;
  }

  private void write(ResourceKey key, ObjectNode service) {
    ObjectNode wanted = wanted(service);
    if (store.get(key).isEmpty()) {
      store.create(BuiltInTypes.ENDPOINTS, wanted);
      return;
    }
    store.modify(
        BuiltInTypes.ENDPOINTS,
        key,
        latest -> {
          Meta.of(latest).set("labels", Json.at(wanted, "metadata", "labels").deepCopy());
          if (wanted.has("subsets")) {
            latest.set("subsets", wanted.path("subsets").deepCopy());
          } else {
            latest.remove("subsets");
          }
          return latest;
        });
  }

  private ObjectNode wanted(ObjectNode service) {
    ObjectNode endpoints = Json.object();
    ObjectNode metadata = endpoints.putObject("metadata");
    metadata.put("name", Meta.name(service)).put("namespace", Meta.namespace(service));
    ObjectNode labels = metadata.putObject("labels");
    Meta.labels(service).forEach(labels::put);
    labels.put(MANAGED_BY, MANAGER);
    if (ServiceBackends.isHeadless(service)) {
      labels.put("service.kubernetes.io/headless", "");
    }
    boolean always = Json.flag(service, "spec", "publishNotReadyAddresses");
    Map<List<ServiceBackends.Port>, ObjectNode> subsets = new LinkedHashMap<>();
    for (ServiceBackends.Backend backend : ServiceBackends.of(store, service)) {
      if (!backend.ports().isEmpty() && (always || !backend.isTerminating())) {
        ObjectNode subset = subsets.computeIfAbsent(backend.ports(), _ -> Json.object());
        boolean ready = always || Pods.isReady(backend.pod());
        Json.childArray(subset, ready ? "addresses" : "notReadyAddresses").add(address(backend));
      }
    }
    subsets.forEach((ports, subset) -> addSubset(endpoints, ports, subset));
    return endpoints;
  }

  private static ObjectNode address(ServiceBackends.Backend backend) {
    ObjectNode address = Json.object();
    address.put("ip", Pods.ip(backend.pod())).put("nodeName", Pods.node(backend.pod()));
    address.set("targetRef", ServiceBackends.targetRef(backend.pod()));
    return address;
  }

  private static void addSubset(
      ObjectNode endpoints, List<ServiceBackends.Port> ports, ObjectNode subset) {
    ArrayNode list = subset.putArray("ports");
    ports.forEach(port -> list.add(ServiceBackends.json(port, false)));
    Json.childArray(endpoints, "subsets").add(subset);
  }
}
