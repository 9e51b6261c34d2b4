package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceTypes;
import dev.weir.kube.schema.Schemas;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI v3 documents, one per group and version, under a hash of their content because
/// clients cache them.
///
/// They hold what kubectl reads: the schemas, and of the paths the patch operations with their
/// parameters.
final class OpenApi {
  private static final List<String> PATCHES =
      List.of(
          "application/apply-patch+yaml",
          "application/json-patch+json",
          "application/merge-patch+json");

  private final ResourceTypes types;
  private final Schemas schemas;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  private record Document(List<ResourceType> types, byte[] bytes, String hash) {}

  OpenApi(ResourceTypes types, Schemas schemas) {
    this.types = types;
    this.schemas = schemas;
  }

  /// `/openapi/v3`.
  ObjectNode index() {
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    Map<String, String> sorted = new TreeMap<>();
    for (ResourceType type : types.all()) {
      String path = path(type.group(), type.version());
      sorted.computeIfAbsent(path, p -> document(type.group(), type.version()).hash());
    }
    sorted.forEach((path, hash) ->
        paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash));
    return index;
  }

  /// The document of `api/v1` or `apis/<group>/<version>`.
  byte[] document(String path) {
    String[] parts = path.split("/");
    return parts[0].equals("api")
        ? document("", parts[1]).bytes()
        : document(parts[1], parts[2]).bytes();
  }

  /// Forgets what was rendered, after a schema has changed.
  void invalidate() {
    documents.clear();
  }

  private static String path(String group, String version) {
    return group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
  }

  private Document document(String group, String version) {
    List<ResourceType> served =
        types.all().stream()
            .filter(type -> type.group().equals(group) && type.version().equals(version))
            .toList();
    String path = path(group, version);
    Document known = documents.get(path);
    if (known != null && known.types().equals(served)) {
      return known;
    }
    byte[] bytes = Json.bytes(render(served));
    Document document = new Document(served, bytes, hash(bytes));
    documents.put(path, document);
    return document;
  }

  private ObjectNode render(List<ResourceType> served) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", ServerVersion.GIT);
    ObjectNode paths = document.putObject("paths");
    ObjectNode components = document.putObject("components").putObject("schemas");
    for (ResourceType type : served) {
      addPath(type, paths);
      addSchema(type, components);
    }
    return document;
  }

  private static void addPath(ResourceType type, ObjectNode paths) {
    String root = type.group().isEmpty() ? "/api/" : "/apis/" + type.group() + "/";
    String scope = type.namespaced() ? "/namespaces/{namespace}" : "";
    String path = root + type.version() + scope + "/" + type.plural() + "/{name}";
    ObjectNode patch = paths.putObject(path).putObject("patch");
    patch.put("operationId", "patch" + type.version().toUpperCase(Locale.ROOT) + type.kind());
    ArrayNode parameters = patch.putArray("parameters");
    for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
      ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
      parameter.putObject("schema").put("type", name.equals("force") ? "boolean" : "string");
    }
    ObjectNode content = patch.putObject("requestBody").putObject("content");
    PATCHES.forEach(mediaType -> addPatchType(content, mediaType));
    if (!type.is(ResourceType.Trait.CUSTOM)) {
      addPatchType(content, "application/strategic-merge-patch+json");
    }
    patch.putObject("responses").putObject("200").put("description", "OK");
    patch.put("x-kubernetes-action", "patch");
    patch.set("x-kubernetes-group-version-kind", groupVersionKind(type));
  }

  private static void addPatchType(ObjectNode content, String mediaType) {
    content
        .putObject(mediaType)
        .putObject("schema")
        .put("$ref", "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.Patch");
  }

  private void addSchema(ResourceType type, ObjectNode components) {
    String name = Schemas.name(type);
    JsonNode json = schemas.json(name);
    ObjectNode top = json instanceof ObjectNode object ? object.deepCopy() : Json.object();
    top.putArray("x-kubernetes-group-version-kind").add(groupVersionKind(type));
    components.set(name, top);
    components.putObject("io.k8s.apimachinery.pkg.apis.meta.v1.Patch").put("type", "object");
    addReferenced(top, components);
  }

  private void addReferenced(JsonNode schema, ObjectNode components) {
    for (JsonNode reference : schema.findValues("$ref")) {
      if (!reference.isString()) {
        continue;
      }
      String name = reference.stringValue().substring("#/components/schemas/".length());
      if (!components.has(name)) {
        JsonNode target = schemas.json(name);
        components.set(name, target);
        addReferenced(target, components);
      }
    }
  }

  private static ObjectNode groupVersionKind(ResourceType type) {
    return Json.object()
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
