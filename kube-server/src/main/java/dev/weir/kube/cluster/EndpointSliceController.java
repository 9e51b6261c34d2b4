package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the EndpointSlices of every Service that has a selector.
///
/// Pods with the same resolved ports share slices of at most 100 endpoints. A Service without pods
/// has one empty slice. Slices of Services without a selector belong to whoever made them.
final class EndpointSliceController implements Controller {
  static final String SERVICE_LABEL = "kubernetes.io/service-name";
  static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  static final String MANAGER = "endpointslice-controller.k8s.io";
  static final int MAX_ENDPOINTS = 100;

  private final KubeStore store;

  EndpointSliceController(KubeStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "endpoint-slice-controller";
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    String namespace = change.key().namespace();
    String resource = change.key().resource();
    if (resource.equals(BuiltInTypes.SERVICE.resource())) {
      look.accept(change.key());
    } else if (resource.equals(BuiltInTypes.POD.resource())) {
      Stream.of(Optional.ofNullable(change.before()), Optional.ofNullable(change.after()))
          .flatMap(Optional::stream)
          .flatMap(pod -> ServiceBackends.selecting(store, namespace, pod).stream())
          .forEach(service -> look.accept(ResourceKey.of(BuiltInTypes.SERVICE, service)));
    } else if (resource.equals(BuiltInTypes.ENDPOINT_SLICE.resource()) && change.before() != null) {
      ObjectNode slice = change.before();
      if (isOurs(slice)) {
        String service = Meta.labels(slice).getOrDefault(SERVICE_LABEL, "");
        look.accept(ResourceKey.of(BuiltInTypes.SERVICE, namespace, service));
      }
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key).filter(service -> !Meta.isDeleting(service));
    if (found.isEmpty()) {
      ours(key).forEach(this::delete);
    } else if (ServiceBackends.hasSelector(found.get())) {
      write(found.get(), new ArrayList<>(ours(key)));
    }
    return Outcome.DONE;
  }

  private List<ObjectNode> ours(ResourceKey service) {
    var labels = Map.of(SERVICE_LABEL, service.name(), MANAGED_BY, MANAGER);
    return store
        .list(BuiltInTypes.ENDPOINT_SLICE, service.namespace(), Selector.labels(labels))
        .items();
  }

  private static boolean isOurs(ObjectNode slice) {
    return MANAGER.equals(Meta.labels(slice).get(MANAGED_BY));
  }

  /// Writes the wanted slices over the existing ones: first over those with the same ports.
  private void write(ObjectNode service, List<ObjectNode> existing) {
    for (ObjectNode wanted : wanted(service)) {
      Optional<ObjectNode> slice =
          existing.stream()
              .filter(old -> old.path("ports").equals(wanted.path("ports")))
              .findFirst()
              .or(() -> existing.stream().findFirst());
      if (slice.isPresent()) {
        existing.remove(slice.get());
        store.modify(
            BuiltInTypes.ENDPOINT_SLICE,
            ResourceKey.of(BuiltInTypes.ENDPOINT_SLICE, slice.get()),
            latest -> updated(latest, wanted));
      } else {
        store.create(BuiltInTypes.ENDPOINT_SLICE, wanted);
      }
    }
    existing.forEach(this::delete);
  }

  private static ObjectNode updated(ObjectNode latest, ObjectNode wanted) {
    latest.set("ports", wanted.path("ports").deepCopy());
    latest.set("endpoints", wanted.path("endpoints").deepCopy());
    Meta.of(latest).set("labels", Json.at(wanted, "metadata", "labels").deepCopy());
    return latest;
  }

  private void delete(ObjectNode slice) {
    try {
      store.delete(BuiltInTypes.ENDPOINT_SLICE, ResourceKey.of(BuiltInTypes.ENDPOINT_SLICE, slice));
    } catch (StatusException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private List<ObjectNode> wanted(ObjectNode service) {
    Map<List<ServiceBackends.Port>, List<ServiceBackends.Backend>> byPorts = new LinkedHashMap<>();
    for (ServiceBackends.Backend backend : ServiceBackends.of(store, service)) {
      byPorts.computeIfAbsent(backend.ports(), _ -> new ArrayList<>()).add(backend);
    }
    List<ObjectNode> slices = new ArrayList<>();
    byPorts.forEach((ports, backends) -> addSlices(slices, service, ports, backends));
    if (slices.isEmpty()) {
      slices.add(slice(service, List.of(), List.of()));
    }
    return slices;
  }

  private void addSlices(
      List<ObjectNode> slices,
      ObjectNode service,
      List<ServiceBackends.Port> ports,
      List<ServiceBackends.Backend> backends) {
    for (int from = 0; from < backends.size(); from += MAX_ENDPOINTS) {
      int to = Math.min(backends.size(), from + MAX_ENDPOINTS);
      slices.add(slice(service, ports, backends.subList(from, to)));
    }
  }

  private ObjectNode slice(
      ObjectNode service,
      List<ServiceBackends.Port> ports,
      List<ServiceBackends.Backend> backends) {
    ObjectNode slice = Json.object();
    ObjectNode metadata = slice.putObject("metadata");
    metadata.put("generateName", Meta.name(service) + "-");
    metadata.put("namespace", Meta.namespace(service));
    ObjectNode labels = metadata.putObject("labels");
    Meta.labels(service).forEach(labels::put);
    labels.put(MANAGED_BY, MANAGER).put(SERVICE_LABEL, Meta.name(service));
    if (ServiceBackends.isHeadless(service)) {
      labels.put("service.kubernetes.io/headless", "");
    }
    Owners.setController(slice, BuiltInTypes.SERVICE, service);
    slice.put("addressType", "IPv4");
    ArrayNode endpoints = slice.putArray("endpoints");
    boolean always = Json.flag(service, "spec", "publishNotReadyAddresses");
    backends.forEach(backend -> endpoints.add(endpoint(backend, service, always)));
    ArrayNode list = slice.putArray("ports");
    ports.forEach(port -> list.add(ServiceBackends.json(port, true)));
    return slice;
  }

  private ObjectNode endpoint(
      ServiceBackends.Backend backend, ObjectNode service, boolean publishNotReady) {
    ObjectNode pod = backend.pod();
    boolean serving = Pods.isReady(pod);
    ObjectNode endpoint = Json.object();
    endpoint.putArray("addresses").add(Pods.ip(pod));
    endpoint
        .putObject("conditions")
        .put("ready", publishNotReady || (serving && !backend.isTerminating()))
        .put("serving", serving)
        .put("terminating", backend.isTerminating());
    String hostname = Json.text(pod, "spec", "hostname");
    if (!hostname.isEmpty() && Json.text(pod, "spec", "subdomain").equals(Meta.name(service))) {
      endpoint.put("hostname", hostname);
    }
    endpoint.put("nodeName", Pods.node(pod));
    endpoint.set("targetRef", ServiceBackends.targetRef(pod));
    zone(pod).ifPresent(zone -> endpoint.put("zone", zone));
    return endpoint;
  }

  private Optional<String> zone(JsonNode pod) {
    return store
        .get(BuiltInTypes.NODE, "", Pods.node(pod))
        .map(node -> Meta.labels(node).get(NodeRegistrar.ZONE_LABEL));
  }
}
