package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Mirrors hand-made Endpoints of Services without a selector into EndpointSlices, one per subset.
final class EndpointsMirror implements Controller {
  private static final String MANAGER = "endpointslicemirroring-controller.k8s.io";
  private static final String SKIP = "endpointslice.kubernetes.io/skip-mirror";

  private final KubeStore store;

  EndpointsMirror(KubeStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "endpointslice-mirroring-controller";
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    String resource = change.key().resource();
    if (resource.equals(BuiltInTypes.ENDPOINTS.resource())) {
      look.accept(change.key());
    } else if (resource.equals(BuiltInTypes.SERVICE.resource())) {
      ResourceKey service = change.key();
      look.accept(ResourceKey.of(BuiltInTypes.ENDPOINTS, service.namespace(), service.name()));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    List<ObjectNode> existing = new ArrayList<>(mirrors(key));
    Optional<ObjectNode> endpoints = store.get(key).filter(this::isMirrored);
    if (endpoints.isPresent()) {
      for (JsonNode subset : Json.list(endpoints.get(), "subsets")) {
        ObjectNode wanted = slice(endpoints.get(), subset);
        if (existing.isEmpty()) {
          store.create(BuiltInTypes.ENDPOINT_SLICE, wanted);
        } else {
          update(existing.removeFirst(), wanted);
        }
      }
    }
    for (ObjectNode slice : existing) {
      store.delete(BuiltInTypes.ENDPOINT_SLICE, ResourceKey.of(BuiltInTypes.ENDPOINT_SLICE, slice));
    }
    return Outcome.DONE;
  }

  private boolean isMirrored(ObjectNode endpoints) {
    Map<String, String> labels = Meta.labels(endpoints);
    boolean handMade =
        !EndpointsController.MANAGER.equals(labels.get(EndpointsController.MANAGED_BY))
            && !"true".equals(labels.get(SKIP));
    return handMade
        && store
            .get(BuiltInTypes.SERVICE, Meta.namespace(endpoints), Meta.name(endpoints))
            .filter(service -> !ServiceBackends.hasSelector(service))
            .isPresent();
  }

  private List<ObjectNode> mirrors(ResourceKey endpoints) {
    var labels =
        Map.of(
            EndpointSliceController.SERVICE_LABEL,
            endpoints.name(),
            EndpointSliceController.MANAGED_BY,
            MANAGER);
    return store
        .list(BuiltInTypes.ENDPOINT_SLICE, endpoints.namespace(), Selector.labels(labels))
        .items();
  }

  private void update(ObjectNode slice, ObjectNode wanted) {
    store.modify(
        BuiltInTypes.ENDPOINT_SLICE,
        ResourceKey.of(BuiltInTypes.ENDPOINT_SLICE, slice),
        latest -> {
          latest.set("endpoints", wanted.path("endpoints").deepCopy());
          latest.set("ports", wanted.path("ports").deepCopy());
          return latest;
        });
  }

  private static ObjectNode slice(ObjectNode endpoints, JsonNode subset) {
    ObjectNode slice = Json.object();
    ObjectNode metadata = slice.putObject("metadata");
    metadata.put("generateName", Meta.name(endpoints) + "-");
    metadata.put("namespace", Meta.namespace(endpoints));
    ObjectNode labels = metadata.putObject("labels");
    Meta.labels(endpoints).forEach(labels::put);
    labels.put(EndpointSliceController.MANAGED_BY, MANAGER);
    labels.put(EndpointSliceController.SERVICE_LABEL, Meta.name(endpoints));
    Owners.setController(slice, BuiltInTypes.ENDPOINTS, endpoints);
    slice.put("addressType", "IPv4");
    ArrayNode list = slice.putArray("endpoints");
    Json.list(subset, "addresses").forEach(address -> list.add(endpoint(address, true)));
    Json.list(subset, "notReadyAddresses").forEach(address -> list.add(endpoint(address, false)));
    ArrayNode ports = slice.putArray("ports");
    for (JsonNode port : Json.list(subset, "ports")) {
      ObjectNode copy = ports.addObject().put("name", Json.text(port, "name"));
      copy.put("port", Json.number(port, 0, "port"));
      copy.put("protocol", ContainerPorts.protocol(port));
    }
    return slice;
  }

  private static ObjectNode endpoint(JsonNode address, boolean ready) {
    ObjectNode endpoint = Json.object();
    endpoint.putArray("addresses").add(Json.text(address, "ip"));
    endpoint.putObject("conditions").put("ready", ready);
    for (String field : List.of("hostname", "nodeName", "targetRef")) {
      if (address.has(field)) {
        endpoint.set(field, address.path(field).deepCopy());
      }
    }
    return endpoint;
  }
}
