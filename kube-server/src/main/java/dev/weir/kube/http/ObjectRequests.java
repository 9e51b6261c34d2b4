package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.DeleteOptions;
import dev.weir.kube.store.DeleteOptions.Propagation;
import dev.weir.kube.store.Deletion;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.ObjectList;
import dev.weir.kube.store.WriteOptions;
import dev.weir.kube.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The verbs on objects: get, list, create, update, delete.
final class ObjectRequests {
  private final KubeStore store;
  private final Tables tables;
  private final RequestBody body;

  ObjectRequests(KubeStore store, Tables tables, RequestBody body) {
    this.store = store;
    this.tables = tables;
    this.body = body;
  }

  Reply get(ApiRequest request) {
    ObjectNode object = require(request);
    return Reply.ok(View.of(request, tables).one(request.type(), object));
  }

  private ObjectNode require(ApiRequest request) {
    return store.require(request.type(), request.path().namespace(), request.path().name());
  }

  Reply list(ApiRequest request) {
    ObjectList all = store.list(request.type(), request.namespaceOrAll(), request.selector());
    long limit = request.queryNumber("limit", 0);
    String token = request.query("continue");
    List<ObjectNode> items = all.items();
    long revision = all.revision();
    if (!token.isEmpty()) {
      ContinueToken from = ContinueToken.parse(token);
      revision = from.revision();
      items = items.stream().filter(from::isBefore).toList();
    }
    String next = "";
    long remaining = 0;
    if (limit > 0 && items.size() > limit) {
      remaining = items.size() - limit;
      items = items.subList(0, (int) limit);
      next = ContinueToken.after(revision, items.getLast()).text();
    }
    ObjectList page = new ObjectList(items, revision);
    return Reply.ok(View.of(request, tables).list(request.type(), page, next, remaining));
  }

  Reply create(ApiRequest request) {
    ObjectNode object = body.object(request);
    checkType(request, object);
    fillPlace(request, object);
    ObjectNode created = store.create(request.type(), object, request.writeOptions());
    return new Reply(201, View.of(request, tables).one(request.type(), created));
  }

  /// The name and namespace of the URL count; others in the object are errors.
  private static void fillPlace(ApiRequest request, ObjectNode object) {
    ResourceType type = request.type();
    String namespace = Meta.namespace(object);
    if (type.namespaced()) {
      if (!namespace.isEmpty() && !namespace.equals(request.path().namespace())) {
        throw StatusException.badRequest(
            "the namespace of the provided object does not match the namespace sent on the request");
      }
      Meta.of(object).put("namespace", request.path().namespace());
    }
    String name = request.path().name();
    if (!name.isEmpty()) {
      if (!Meta.name(object).isEmpty() && !Meta.name(object).equals(name)) {
        throw StatusException.badRequest(
            "the name of the object ("
                + Meta.name(object)
                + ") does not match the name on the URL ("
                + name
                + ")");
      }
      Meta.of(object).put("name", name);
    }
  }

  static void checkType(ApiRequest request, ObjectNode object) {
    String kind = Meta.kind(object);
    String apiVersion = Meta.apiVersion(object);
    ResourceType type = request.type();
    if (kind.isEmpty() && apiVersion.isEmpty()) {
      object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    } else if (!kind.equals(type.kind()) || !apiVersion.equals(type.apiVersion())) {
      throw StatusException.badRequest(
          "the API version in the data ("
              + apiVersion
              + ", kind "
              + kind
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ", kind "
              + type.kind()
              + ")");
    }
  }

  Reply update(ApiRequest request) {
    ObjectNode object = body.object(request);
    checkType(request, object);
    fillPlace(request, object);
    boolean status = request.path().subresource().equals("status");
    ResourceType type = request.type();
    boolean exists = store.get(request.key()).isPresent();
    if (!exists && !status && Meta.resourceVersion(object).isEmpty()) {
      ObjectNode created = store.create(type, object, request.writeOptions());
      return new Reply(201, View.of(request, tables).one(type, created));
    }
    ObjectNode updated =
        status
            ? store.updateStatus(type, object, request.writeOptions())
            : store.update(type, object, request.writeOptions());
    return Reply.ok(View.of(request, tables).one(type, updated));
  }

  /// `namespaces/<name>/finalize` replaces `spec.finalizers`.
  Reply finalizeNamespace(ApiRequest request) {
    ObjectNode wanted = body.object(request);
    ObjectNode written =
        store.modify(
            request.type(),
            request.key(),
            namespace -> {
              JsonNode finalizers = Json.at(wanted, "spec", "finalizers");
              Json.child(namespace, "spec")
                  .set("finalizers", finalizers.isArray() ? finalizers : Json.array());
              return namespace;
            },
            false,
            WriteOptions.INTERNAL);
    return Reply.ok(View.of(request, tables).one(request.type(), written));
  }

  Reply delete(ApiRequest request) {
    return delete(request, body.object(request));
  }

  /// @param options the `DeleteOptions`
  Reply delete(ApiRequest request, ObjectNode options) {
    Deletion deletion =
        store.delete(request.type(), request.key(), deleteOptions(request, options));
    return Reply.ok(answer(request, deletion));
  }

  private ObjectNode answer(ApiRequest request, Deletion deletion) {
    if (!deletion.removed()) {
      return View.of(request, tables).one(request.type(), deletion.object());
    }
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    ObjectNode details = status.putObject("details").put("name", request.path().name());
    if (!request.type().group().isEmpty()) {
      details.put("group", request.type().group());
    }
    details.put("kind", request.type().plural()).put("uid", Meta.uid(deletion.object()));
    return status;
  }

  Reply deleteCollection(ApiRequest request) {
    DeleteOptions options = deleteOptions(request, body.object(request));
    ObjectList list = store.list(request.type(), request.namespaceOrAll(), request.selector());
    List<ObjectNode> deleted = new ArrayList<>();
    for (ObjectNode object : list.items()) {
      ResourceKey key = ResourceKey.of(request.type(), object);
      if (store.get(key).isPresent()) {
        deleted.add(store.delete(request.type(), key, options).object());
      }
    }
    ObjectList answer = new ObjectList(deleted, store.revision());
    return Reply.ok(View.of(request, tables).list(request.type(), answer, "", 0));
  }

  private static DeleteOptions deleteOptions(ApiRequest request, ObjectNode options) {
    String grace = request.query("gracePeriodSeconds");
    JsonNode inBody = options.path("gracePeriodSeconds");
    OptionalLong seconds =
        inBody.isNumber()
            ? OptionalLong.of(inBody.asLong())
            : grace.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(request.queryNumber("gracePeriodSeconds", 0));
    String policy = Json.text(options, "propagationPolicy");
    if (policy.isEmpty()) {
      policy = request.query("propagationPolicy");
    }
    boolean orphan = Json.flag(options, "orphanDependents") || policy.equals("Orphan");
    Propagation propagation =
        orphan
            ? Propagation.ORPHAN
            : policy.equals("Foreground") ? Propagation.FOREGROUND : Propagation.BACKGROUND;
    boolean dryRun = request.isDryRun() || !Json.list(options, "dryRun").isEmpty();
    return new DeleteOptions(
        Json.text(options, "preconditions", "uid"),
        Json.text(options, "preconditions", "resourceVersion"),
        seconds,
        propagation,
        dryRun);
  }
}
