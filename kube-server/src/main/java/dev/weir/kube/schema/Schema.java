package dev.weir.kube.schema;

import dev.weir.kube.object.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One OpenAPI schema: the type of a value, with the Kubernetes extensions that say how it merges.
///
/// A field's own extensions count before those of the schema that it refers to. Safe for threads.
public final class Schema {
  private final JsonNode field;
  private final JsonNode target;
  private final String name;
  private final Schemas schemas;
  private final Map<String, Optional<Schema>> properties = new ConcurrentHashMap<>();
  private volatile @Nullable Schema items;
  private volatile @Nullable Schema values;

  Schema(JsonNode field, Schemas schemas) {
    this.field = field;
    this.schemas = schemas;
    String reference = reference(field);
    this.name = reference;
    this.target = reference.isEmpty() ? field : schemas.json(reference);
  }

  private static String reference(JsonNode schema) {
    String direct = Json.text(schema, "$ref");
    String wrapped = Json.text(schema.path("allOf").path(0), "$ref");
    String reference = direct.isEmpty() ? wrapped : direct;
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  /// The Go struct's name, "" for anonymous schemas.
  public String structName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// `object`, `array`, `string`, `integer`, `number`, `boolean`, or "" if any value goes.
  public String type() {
    return Json.text(target, "type");
  }

  public String format() {
    return Json.text(target, "format");
  }

  /// A number or a text, as ports are.
  public boolean isIntOrString() {
    return format().equals("int-or-string") || flag("x-kubernetes-int-or-string");
  }

  /// A number or a text that is a number with a unit.
  public boolean isQuantity() {
    return name.endsWith("api.resource.Quantity");
  }

  public boolean isNullable() {
    return flag("nullable");
  }

  /// Whether members that the schema does not name are kept.
  public boolean keepsUnknown() {
    return flag("x-kubernetes-preserve-unknown-fields")
        || (!target.has("properties") && !target.has("additionalProperties"));
  }

  public boolean isEmbeddedResource() {
    return flag("x-kubernetes-embedded-resource");
  }

  private boolean flag(String extension) {
    return Json.flag(target, extension) || Json.flag(field, extension);
  }

  /// The schema of a member, empty if the schema does not know it. Map values have the schema of
  /// the map's values.
  public Optional<Schema> member(String member) {
    Optional<Schema> known = properties.get(member);
    if (known != null) {
      return known;
    }
    JsonNode property = target.path("properties").path(member);
    Optional<Schema> schema =
        property.isObject() ? Optional.of(new Schema(property, schemas)) : mapValues();
    return properties.size() < 1000 && property.isObject() ? cached(member, schema) : schema;
  }

  private Optional<Schema> cached(String member, Optional<Schema> schema) {
    properties.put(member, schema);
    return schema;
  }

  /// The named members.
  public Set<String> memberNames() {
    return target
        .path("properties")
        .propertyStream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// The schema of a map's values; empty for structs.
  public Optional<Schema> mapValues() {
    Schema known = values;
    if (known != null) {
      return Optional.of(known);
    }
    JsonNode additional = target.path("additionalProperties");
    if (!additional.isObject()) {
      return Optional.empty();
    }
    Schema schema = new Schema(additional, schemas);
    values = schema;
    return Optional.of(schema);
  }

  /// The schema of a list's elements; a schema that allows everything if none is given.
  public Schema items() {
    Schema known = items;
    if (known == null) {
      JsonNode json = target.path("items");
      known = new Schema(json.isObject() ? json : Json.object(), schemas);
      items = known;
    }
    return known;
  }

  public List<String> required() {
    return Json.list(target, "required").stream().map(JsonNode::asString).toList();
  }

  /// The default, missing if there is none.
  public JsonNode defaultValue() {
    return field.has("default") ? field.path("default") : target.path("default");
  }

  /// The value of a validation keyword such as `minimum`, missing if there is none.
  public JsonNode keyword(String keyword) {
    return target.path(keyword);
  }

  /// The field by which a strategic merge patch finds list elements, "" if it replaces the list.
  public String patchMergeKey() {
    return extension("x-kubernetes-patch-merge-key");
  }

  /// Of `merge`, `replace`, `retainKeys`.
  public Set<String> patchStrategies() {
    return Set.of(extension("x-kubernetes-patch-strategy").split(","));
  }

  /// Whether the list is owned element by element under the fields of [#mapKeys].
  public boolean isMapList() {
    return extension("x-kubernetes-list-type").equals("map");
  }

  /// Whether the list is owned value by value.
  public boolean isSetList() {
    return extension("x-kubernetes-list-type").equals("set");
  }

  /// Whether the map or struct is owned as a whole.
  public boolean isAtomicMap() {
    return extension("x-kubernetes-map-type").equals("atomic");
  }

  public List<String> mapKeys() {
    JsonNode keys =
        field.has("x-kubernetes-list-map-keys")
            ? field.path("x-kubernetes-list-map-keys")
            : target.path("x-kubernetes-list-map-keys");
    return keys.valueStream().map(JsonNode::asString).toList();
  }

  private String extension(String extension) {
    String own = Json.text(field, extension);
    return own.isEmpty() ? Json.text(target, extension) : own;
  }

  /// The schema as JSON, references unresolved.
  public ObjectNode json() {
    return target instanceof ObjectNode object ? object : Json.object();
  }
}
