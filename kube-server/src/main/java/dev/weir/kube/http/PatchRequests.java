package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.patch.JsonPatches;
import dev.weir.kube.patch.ServerSideApply;
import dev.weir.kube.patch.StrategicMerge;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.schema.Schema;
import dev.weir.kube.schema.Schemas;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.WriteOptions;
import dev.weir.kube.table.Tables;
import java.time.Clock;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The four kinds of PATCH.
final class PatchRequests {
  private final KubeStore store;
  private final Schemas schemas;
  private final Tables tables;
  private final RequestBody body;
  private final Clock clock;

  PatchRequests(KubeStore store, Schemas schemas, Tables tables, RequestBody body, Clock clock) {
    this.store = store;
    this.schemas = schemas;
    this.tables = tables;
    this.body = body;
    this.clock = clock;
  }

  Reply patch(ApiRequest request) {
    if (request.contentType().equals("application/apply-patch+yaml")) {
      return apply(request);
    }
    UnaryOperator<ObjectNode> change = change(request);
    ObjectNode patched =
        store.modify(
            request.type(), request.key(), change, isStatus(request), request.writeOptions());
    return Reply.ok(View.of(request, tables).one(request.type(), patched));
  }

  private static boolean isStatus(ApiRequest request) {
    return request.path().subresource().equals("status");
  }

  private UnaryOperator<ObjectNode> change(ApiRequest request) {
    byte[] bytes = body.bytes(request);
    Schema schema = schemas.of(request.type());
    return switch (request.contentType()) {
      case "application/json-patch+json" -> {
        JsonNode operations = RequestBody.anyJson(bytes);
        yield object -> JsonPatches.operations(object, operations);
      }
      case "application/merge-patch+json" -> {
        ObjectNode patch = patch(request, bytes);
        yield object -> JsonPatches.merge(object, patch);
      }
      case "application/strategic-merge-patch+json" -> {
        if (request.type().is(ResourceType.Trait.CUSTOM)) {
          throw unsupported(request);
        }
        ObjectNode patch = patch(request, bytes);
        yield object -> StrategicMerge.apply(object, patch, schema);
      }
      default -> throw unsupported(request);
    };
  }

  private static ObjectNode patch(ApiRequest request, byte[] bytes) {
    ObjectNode patch = RequestBody.json(bytes);
    return request.newEvents() ? EventForm.ofCore(patch) : patch;
  }

  private static StatusException unsupported(ApiRequest request) {
    String strategic =
        request.type().is(ResourceType.Trait.CUSTOM)
            ? ""
            : ",application/strategic-merge-patch+json";
    return StatusException.unsupportedMediaType(
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json,application/merge-patch+json"
            + strategic
            + ",application/apply-patch+yaml");
  }

  private Reply apply(ApiRequest request) {
    ObjectNode yaml = RequestBody.yaml(body.bytes(request));
    ObjectNode applied = request.newEvents() ? EventForm.ofCore(yaml) : yaml;
    ObjectRequests.checkType(request, applied);
    checkName(request, applied);
    String manager = request.query("fieldManager");
    if (manager.isEmpty()) {
      throw StatusException.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    String subresource = request.path().subresource();
    ServerSideApply apply =
        new ServerSideApply(
            schemas.of(request.type()),
            new ServerSideApply.Manager(manager, request.type().apiVersion(), subresource),
            request.queryFlag("force"),
            clock);
    WriteOptions options = request.writeOptions().withManager("");
    for (int attempt = 0; ; attempt++) {
      try {
        return write(request, applied, apply, options);
      } catch (StatusException e) {
        if (!e.isAlreadyExists() || attempt > 3) {
          throw e;
        }
      }
    }
  }

  private Reply write(
      ApiRequest request, ObjectNode applied, ServerSideApply apply, WriteOptions options) {
    ResourceType type = request.type();
    if (store.get(request.key()).isEmpty() && !isStatus(request)) {
      ObjectNode created = store.create(type, apply.create(applied), options);
      return new Reply(201, View.of(request, tables).one(type, created));
    }
    ObjectNode written =
        store.modify(
            type, request.key(), live -> apply.apply(live, applied), isStatus(request), options);
    return Reply.ok(View.of(request, tables).one(type, written));
  }

  private static void checkName(ApiRequest request, ObjectNode applied) {
    String name = Meta.name(applied);
    if (!name.isEmpty() && !name.equals(request.path().name())) {
      throw StatusException.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + request.path().name()
              + ")");
    }
    if (!Json.list(applied, "metadata", "managedFields").isEmpty()) {
      throw StatusException.badRequest("metadata.managedFields must be nil");
    }
    ObjectNode metadata = Meta.of(applied);
    metadata.put("name", request.path().name());
    if (request.type().namespaced()) {
      metadata.put("namespace", request.path().namespace());
    }
  }
}
