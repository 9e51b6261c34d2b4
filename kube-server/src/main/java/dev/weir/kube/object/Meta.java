package dev.weir.kube.object;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading an object's metadata. Absent texts are "".
public final class Meta {
  private Meta() {}

  public static ObjectNode of(ObjectNode object) {
    return Json.child(object, "metadata");
  }

  public static String name(JsonNode object) {
    return Json.text(object, "metadata", "name");
  }

  public static String namespace(JsonNode object) {
    return Json.text(object, "metadata", "namespace");
  }

  public static String uid(JsonNode object) {
    return Json.text(object, "metadata", "uid");
  }

  public static String kind(JsonNode object) {
    return Json.text(object, "kind");
  }

  public static String apiVersion(JsonNode object) {
    return Json.text(object, "apiVersion");
  }

  public static String resourceVersion(JsonNode object) {
    return Json.text(object, "metadata", "resourceVersion");
  }

  public static long generation(JsonNode object) {
    return Json.number(object, 0, "metadata", "generation");
  }

  public static Map<String, String> labels(JsonNode object) {
    return texts(Json.at(object, "metadata", "labels"));
  }

  public static Map<String, String> annotations(JsonNode object) {
    return texts(Json.at(object, "metadata", "annotations"));
  }

  public static List<String> finalizers(JsonNode object) {
    return Json.list(object, "metadata", "finalizers").stream().map(Meta::textOf).toList();
  }

  public static boolean hasFinalizer(JsonNode object, String finalizer) {
    return finalizers(object).contains(finalizer);
  }

  public static void addFinalizer(ObjectNode object, String finalizer) {
    if (!hasFinalizer(object, finalizer)) {
      Json.childArray(of(object), "finalizers").add(finalizer);
    }
  }

  public static void removeFinalizer(ObjectNode object, String finalizer) {
    ArrayNode left = Json.array();
    finalizers(object).stream().filter(f -> !f.equals(finalizer)).forEach(left::add);
    if (left.isEmpty()) {
      of(object).remove("finalizers");
    } else {
      of(object).set("finalizers", left);
    }
  }

  public static List<JsonNode> ownerReferences(JsonNode object) {
    return Json.list(object, "metadata", "ownerReferences");
  }

  /// Whether the object has been deleted by a client and waits for finalizers or its grace period.
  public static boolean isDeleting(JsonNode object) {
    return !Json.text(object, "metadata", "deletionTimestamp").isEmpty();
  }

  public static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), textOf(entry.getValue())));
    return texts;
  }

  /// A time as the API writes it: UTC, whole seconds.
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String textOf(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }
}
