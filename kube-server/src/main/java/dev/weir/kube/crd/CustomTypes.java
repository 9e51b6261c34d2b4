package dev.weir.kube.crd;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceType.Trait;
import dev.weir.kube.registry.ResourceTypes;
import dev.weir.kube.schema.Schemas;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.table.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves the types that CustomResourceDefinitions define, from the moment they are stored until
/// they are gone.
public final class CustomTypes {
  private static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

  private final ResourceTypes types;
  private final Schemas schemas;
  private final Tables tables;

  private CustomTypes(ResourceTypes types, Schemas schemas, Tables tables) {
    this.types = types;
    this.schemas = schemas;
    this.tables = tables;
  }

  /// Follows the store's definitions, those that it holds already included.
  public static void follow(KubeStore store, Schemas schemas, Tables tables) {
    CustomTypes custom = new CustomTypes(store.types(), schemas, tables);
    store.onCommit(custom::onChange);
    store.list(BuiltInTypes.CUSTOM_RESOURCE_DEFINITION).items().forEach(custom::serve);
  }

  private void onChange(Change change) {
    if (!change.key().resource().equals(BuiltInTypes.CUSTOM_RESOURCE_DEFINITION.resource())) {
      return;
    }
    ObjectNode definition = change.after();
    if (definition == null) {
      types.replace(change.key().name(), List.of());
    } else {
      serve(definition);
    }
  }

  private void serve(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    List<ResourceType> served = new ArrayList<>();
    for (JsonNode version : Json.list(spec, "versions")) {
      if (Json.flag(version, "served")) {
        ResourceType type = type(spec, version);
        schemas.put(type, schema(version));
        tables.put(type, Json.list(version, "additionalPrinterColumns"));
        served.add(type);
      }
    }
    types.replace(Meta.name(definition), served);
  }

  private static ResourceType type(JsonNode spec, JsonNode version) {
    JsonNode names = spec.path("names");
    Set<String> subresources = new HashSet<>();
    version.path("subresources").properties().forEach(entry -> subresources.add(entry.getKey()));
    return new ResourceType(
        Json.text(spec, "group"),
        Json.text(version, "name"),
        new ResourceType.Names(
            Json.text(names, "kind"),
            Json.text(names, "plural"),
            Json.text(names, "singular"),
            texts(names, "shortNames"),
            texts(names, "categories")),
        Json.text(spec, "scope").equals("Namespaced"),
        subresources,
        Set.of(Trait.CUSTOM, Trait.GENERATION));
  }

  private static List<String> texts(JsonNode names, String list) {
    return Json.list(names, list).stream().map(JsonNode::asString).toList();
  }

  /// The definition's schema with what every object has.
  private static ObjectNode schema(JsonNode version) {
    JsonNode given = Json.at(version, "schema", "openAPIV3Schema");
    ObjectNode schema = given instanceof ObjectNode object ? object.deepCopy() : Json.object();
    schema.put("type", "object");
    ObjectNode properties = Json.child(schema, "properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties
        .putObject("metadata")
        .putArray("allOf")
        .addObject()
        .put("$ref", "#/components/schemas/" + OBJECT_META);
    return schema;
  }
}
