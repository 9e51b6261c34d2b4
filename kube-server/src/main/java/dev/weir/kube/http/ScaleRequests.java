package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.patch.JsonPatches;
import dev.weir.kube.store.KubeStore;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The `scale` subresource: replicas of a workload as an `autoscaling/v1` Scale.
final class ScaleRequests {
  private final KubeStore store;
  private final RequestBody body;

  ScaleRequests(KubeStore store, RequestBody body) {
    this.store = store;
    this.body = body;
  }

  Reply get(ApiRequest request) {
    return Reply.ok(scale(current(request)));
  }

  private ObjectNode current(ApiRequest request) {
    return store.require(request.type(), request.path().namespace(), request.path().name());
  }

  Reply update(ApiRequest request) {
    return write(request, body.object(request));
  }

  Reply patch(ApiRequest request) {
    ObjectNode scale = scale(current(request));
    byte[] bytes = body.bytes(request);
    ObjectNode patched =
        switch (request.contentType()) {
          case "application/json-patch+json" ->
              JsonPatches.operations(scale, RequestBody.anyJson(bytes));
          case "application/merge-patch+json", "application/strategic-merge-patch+json" ->
              JsonPatches.merge(scale, RequestBody.json(bytes));
          default ->
              throw StatusException.unsupportedMediaType(
                  "the body of the request was in an unknown format");
        };
    return write(request, patched);
  }

  private Reply write(ApiRequest request, ObjectNode scale) {
    long replicas = Json.number(scale, 0, "spec", "replicas");
    if (replicas < 0) {
      throw StatusException.invalid(
          "autoscaling",
          "Scale",
          request.path().name(),
          List.of(
              new StatusException.Cause(
                  "FieldValueInvalid",
                  "Invalid value: " + replicas + ": must be greater than or equal to 0",
                  "spec.replicas")));
    }
    String expected = Meta.resourceVersion(scale);
    ObjectNode written =
        store.modify(
            request.type(),
            request.key(),
            object -> {
              if (!expected.isEmpty()) {
                Meta.of(object).put("resourceVersion", expected);
              }
              Json.child(object, "spec").put("replicas", replicas);
              return object;
            },
            false,
            request.writeOptions());
    return Reply.ok(scale(written));
  }

  private static ObjectNode scale(ObjectNode workload) {
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String name :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.put(name, Json.text(workload, "metadata", name));
    }
    scale.putObject("spec").put("replicas", Json.number(workload, 0, "spec", "replicas"));
    JsonNode selector = Json.at(workload, "spec", "selector");
    JsonNode labels = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
    String text =
        Meta.texts(labels).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    scale
        .putObject("status")
        .put("replicas", Json.number(workload, 0, "status", "replicas"))
        .put("selector", text);
    return scale;
  }
}
