package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Events have two forms of one object: that of the core group, which is stored, and that of
/// `events.k8s.io/v1`.
final class EventForm {
  static final String GROUP = "events.k8s.io";
  private static final String VERSION = GROUP + "/v1";

  private static final Map<String, String> TO_NEW =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "source", "deprecatedSource",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount",
          "reportingComponent", "reportingController");

  private EventForm() {}

  static ObjectNode ofNewGroup(ObjectNode core) {
    ObjectNode event = Json.object();
    core.properties()
        .forEach(field ->
            event.set(TO_NEW.getOrDefault(field.getKey(), field.getKey()), field.getValue()));
    return event.put("apiVersion", VERSION);
  }

  /// Also for a merge patch, whose fields are named alike.
  static ObjectNode ofCore(ObjectNode event) {
    ObjectNode core = Json.object();
    event.properties().forEach(field -> core.set(coreName(field.getKey()), field.getValue()));
    if (core.has("apiVersion")) {
      core.put("apiVersion", "v1");
    }
    return core;
  }

  /// `regarding.name=web` as `involvedObject.name=web`.
  static String coreSelector(String fieldSelector) {
    String core = fieldSelector;
    for (Map.Entry<String, String> name : TO_NEW.entrySet()) {
      core = core.replaceAll("(^|,)" + name.getValue() + "(?=[.=!])", "$1" + name.getKey());
    }
    return core;
  }

  private static String coreName(String name) {
    return TO_NEW.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }
}
