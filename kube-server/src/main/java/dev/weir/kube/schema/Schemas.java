package dev.weir.kube.schema;

import dev.weir.kube.object.Json;
import dev.weir.kube.registry.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All schemas by name: the built-in ones from the bundled document, those of custom types as they
/// come and go.
///
/// The document is made by the generator in `kube-server/schemas`. Safe for threads.
public final class Schemas {
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("", "core"),
          Map.entry("apps", "apps"),
          Map.entry("batch", "batch"),
          Map.entry("autoscaling", "autoscaling"),
          Map.entry("policy", "policy"),
          Map.entry("networking.k8s.io", "networking"),
          Map.entry("discovery.k8s.io", "discovery"),
          Map.entry("coordination.k8s.io", "coordination"),
          Map.entry("events.k8s.io", "events"),
          Map.entry("rbac.authorization.k8s.io", "rbac"),
          Map.entry("storage.k8s.io", "storage"),
          Map.entry("scheduling.k8s.io", "scheduling"),
          Map.entry("admissionregistration.k8s.io", "admissionregistration"),
          Map.entry("authentication.k8s.io", "authentication"),
          Map.entry("authorization.k8s.io", "authorization"));

  private final ObjectNode builtIn;
  private final Map<String, ObjectNode> custom = new ConcurrentHashMap<>();
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  private Schemas(ObjectNode builtIn) {
    this.builtIn = builtIn;
  }

  /// The bundled schemas.
  public static Schemas load() {
    try (InputStream file =
            Objects.requireNonNull(Schemas.class.getResourceAsStream("openapi-v3.json.gz"));
        InputStream in = new GZIPInputStream(file)) {
      return new Schemas((ObjectNode) Json.MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The name of a type's schema.
  public static String name(ResourceType type) {
    if (type.is(ResourceType.Trait.CUSTOM)) {
      return customName(type);
    }
    if (type.group().equals("apiextensions.k8s.io")) {
      return "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1." + type.kind();
    }
    String folder = Objects.requireNonNull(PACKAGES.get(type.group()), type.group());
    return "io.k8s.api." + folder + "." + type.version() + "." + type.kind();
  }

  private static String customName(ResourceType type) {
    return String.join(".", java.util.Arrays.asList(type.group().split("\\.")).reversed())
        + "."
        + type.version()
        + "."
        + type.kind();
  }

  public Schema of(ResourceType type) {
    return named(name(type));
  }

  /// The schema of that name; one that allows everything if there is none.
  public Schema named(String name) {
    return compiled.computeIfAbsent(
        name, n -> new Schema(Json.object().put("$ref", "#/components/schemas/" + n), this));
  }

  /// Sets the schema of a custom type.
  public void put(ResourceType type, ObjectNode schema) {
    custom.put(name(type), schema);
    compiled.remove(name(type));
  }

  /// The JSON of a schema, an empty object if there is none.
  public JsonNode json(String name) {
    ObjectNode own = custom.get(name);
    if (own != null) {
      return own;
    }
    JsonNode json = builtIn.path(name);
    return json.isMissingNode() ? Json.object() : json;
  }
}
