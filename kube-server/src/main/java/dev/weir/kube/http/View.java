package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.ObjectList;
import dev.weir.kube.table.Tables;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the client wants to see of objects, from its Accept header: the objects, tables or metadata
/// only.
///
/// @param form how objects are shown
/// @param includeObject of tables: `Object`, `Metadata` or `None`
/// @param apiVersion of the table or metadata kinds, `meta.k8s.io/v1`
/// @param newEvents whether events are shown in the form of `events.k8s.io/v1`
record View(Form form, String includeObject, String apiVersion, Tables tables, boolean newEvents) {
  enum Form {
    OBJECT,
    TABLE,
    METADATA
  }

  static View of(ApiRequest request, Tables tables) {
    String include = request.query("includeObject");
    for (String range : request.accept().split(",")) {
      String type = range.strip();
      String version = type.contains("v=v1beta1") ? "meta.k8s.io/v1beta1" : "meta.k8s.io/v1";
      if (type.startsWith("application/json") && type.contains("as=Table")) {
        String shown = include.isEmpty() ? "Metadata" : include;
        return new View(Form.TABLE, shown, version, tables, request.newEvents());
      }
      if (type.startsWith("application/json") && type.contains("as=PartialObjectMetadata")) {
        return new View(Form.METADATA, include, version, tables, request.newEvents());
      }
      if (type.equals("application/json") || type.equals("*/*")) {
        break;
      }
    }
    return new View(Form.OBJECT, include, "", tables, request.newEvents());
  }

  ObjectNode one(ResourceType type, ObjectNode object) {
    return switch (form) {
      case OBJECT -> inVersion(type, object);
      case METADATA -> metadataOnly(object);
      case TABLE -> table(type, List.of(object), Meta.resourceVersion(object), "", true);
    };
  }

  /// One event object of a watch: tables carry their column definitions in the first event only.
  ObjectNode event(ResourceType type, ObjectNode object, boolean first) {
    return form == Form.TABLE
        ? table(type, List.of(object), Meta.resourceVersion(object), "", first)
        : one(type, object);
  }

  /// A bookmark in a watch of tables: one row without cells that holds the bookmark object.
  ObjectNode bookmark(ObjectNode object) {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", apiVersion);
    table.putObject("metadata").put("resourceVersion", Meta.resourceVersion(object));
    table.putNull("columnDefinitions");
    ObjectNode row = table.putArray("rows").addObject();
    row.putArray("cells");
    row.set("object", object);
    return table;
  }

  ObjectNode list(ResourceType type, ObjectList list, String next, long remaining) {
    String revision = Long.toString(list.revision());
    if (form == Form.TABLE) {
      ObjectNode table = table(type, list.items(), revision, next, true);
      return withRemaining(table, remaining);
    }
    ObjectNode whole = Json.object();
    boolean metadata = form == Form.METADATA;
    whole.put("kind", metadata ? "PartialObjectMetadataList" : type.listKind());
    whole.put("apiVersion", metadata ? apiVersion : shownVersion(type));
    ObjectNode listMeta = whole.putObject("metadata").put("resourceVersion", revision);
    if (!next.isEmpty()) {
      listMeta.put("continue", next);
    }
    withRemaining(whole, remaining);
    ArrayNode items = whole.putArray("items");
    list.items().forEach(item -> items.add(one(type, item)));
    return whole;
  }

  private static ObjectNode withRemaining(ObjectNode list, long remaining) {
    if (remaining > 0) {
      Meta.of(list).put("remainingItemCount", remaining);
    }
    return list;
  }

  private ObjectNode table(
      ResourceType type,
      List<ObjectNode> objects,
      String revision,
      String next,
      boolean withColumns) {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", apiVersion);
    ObjectNode listMeta = table.putObject("metadata").put("resourceVersion", revision);
    if (!next.isEmpty()) {
      listMeta.put("continue", next);
    }
    if (withColumns) {
      table.set("columnDefinitions", tables.definitions(type));
    } else {
      table.putNull("columnDefinitions");
    }
    ArrayNode rows = table.putArray("rows");
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      row.set("cells", tables.cells(type, object));
      switch (includeObject) {
        case "None" -> {}
        case "Object" -> row.set("object", inVersion(type, object));
        default -> row.set("object", metadataOnly(object));
      }
    }
    return table;
  }

  private ObjectNode metadataOnly(ObjectNode object) {
    ObjectNode partial = Json.object();
    partial.put("kind", "PartialObjectMetadata");
    partial.put("apiVersion", apiVersion.isEmpty() ? "meta.k8s.io/v1" : apiVersion);
    JsonNode metadata = object.path("metadata");
    partial.set("metadata", metadata);
    return partial;
  }

  /// The version in which objects are shown.
  String shownVersion(ResourceType type) {
    return newEvents ? BuiltInTypes.EVENTS_V1_EVENT.apiVersion() : type.apiVersion();
  }

  private ObjectNode inVersion(ResourceType type, ObjectNode object) {
    if (newEvents) {
      return EventForm.ofNewGroup(object);
    }
    if (type.apiVersion().equals(Meta.apiVersion(object))) {
      return object;
    }
    ObjectNode versioned = Json.object().put("apiVersion", type.apiVersion());
    object.properties().stream()
        .filter(entry -> !entry.getKey().equals("apiVersion"))
        .forEach(entry -> versioned.set(entry.getKey(), entry.getValue()));
    return versioned;
  }
}
