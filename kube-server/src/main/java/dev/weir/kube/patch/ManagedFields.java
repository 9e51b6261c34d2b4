package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `metadata.managedFields` of one object: who owns which fields.
final class ManagedFields {
  private final List<Entry> entries = new ArrayList<>();

  /// @param operation `Apply` or `Update`
  /// @param subresource "" for none
  record Owner(String manager, String operation, String apiVersion, String subresource) {
    boolean isSameAs(Owner other) {
      return manager.equals(other.manager)
          && operation.equals(other.operation)
          && subresource.equals(other.subresource);
    }

    /// As conflicts name it.
    @Override
    public String toString() {
      if (operation.equals("Apply")) {
        return "\"" + manager + "\"";
      }
      String with = subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"";
      return "\"" + manager + "\"" + with + " using " + apiVersion;
    }
  }

  /// One owner's fields.
  ///
  /// @param time of the last change, as text
  record Entry(Owner owner, String time, FieldSet fields) {}

  static ManagedFields of(ObjectNode object) {
    ManagedFields managed = new ManagedFields();
    for (JsonNode entry : Json.list(object, "metadata", "managedFields")) {
      Owner owner =
          new Owner(
              Json.text(entry, "manager"),
              Json.text(entry, "operation"),
              Json.text(entry, "apiVersion"),
              Json.text(entry, "subresource"));
      FieldSet fields = FieldSet.parse(entry.path("fieldsV1"));
      if (!fields.isEmpty()) {
        managed.entries.add(new Entry(owner, Json.text(entry, "time"), fields));
      }
    }
    return managed;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Nullable Entry find(Owner owner) {
    return entries.stream().filter(e -> e.owner().isSameAs(owner)).findFirst().orElse(null);
  }

  List<Entry> others(Owner owner) {
    return entries.stream().filter(e -> !e.owner().isSameAs(owner)).toList();
  }

  /// Sets the fields of an owner; one without fields is forgotten. The time changes with the
  /// fields.
  void set(Owner owner, FieldSet fields, Instant now) {
    Entry before = find(owner);
    String time = Meta.time(now);
    int at = entries.size();
    if (before != null) {
      at = entries.indexOf(before);
      entries.remove(at);
      time = before.fields().equals(fields) ? before.time() : time;
    }
    if (!fields.isEmpty()) {
      entries.add(at, new Entry(owner, time, fields));
    }
  }

  void writeTo(ObjectNode object) {
    ArrayNode list = Json.array();
    for (Entry entry : entries) {
      ObjectNode json = list.addObject();
      json.put("manager", entry.owner().manager()).put("operation", entry.owner().operation());
      json.put("apiVersion", entry.owner().apiVersion());
      if (!entry.time().isEmpty()) {
        json.put("time", entry.time());
      }
      json.put("fieldsType", "FieldsV1").set("fieldsV1", entry.fields().toJson());
      if (!entry.owner().subresource().isEmpty()) {
        json.put("subresource", entry.owner().subresource());
      }
    }
    if (list.isEmpty()) {
      Meta.of(object).remove("managedFields");
    } else {
      Meta.of(object).set("managedFields", list);
    }
  }
}
