package dev.weir.kube.store;

import dev.weir.kube.object.Json;
import dev.weir.kube.registry.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One line of a log or snapshot:
/// `{"revision":…,"resource":…,"namespace":…,"name":…,"object":{…}}`.
///
/// @param object null for a deletion
record JournalLine(long revision, ResourceKey key, @Nullable ObjectNode object) {

  byte[] bytes() {
    ObjectNode line = Json.object();
    line.set("revision", Json.integer(revision));
    line.put("resource", key.resource());
    if (!key.namespace().isEmpty()) {
      line.put("namespace", key.namespace());
    }
    line.put("name", key.name());
    line.set("object", object);
    byte[] json = Json.bytes(line);
    byte[] withEnd = Arrays.copyOf(json, json.length + 1);
    withEnd[json.length] = '\n';
    return withEnd;
  }

  /// Null if the text is no whole line.
  static @Nullable JournalLine parse(byte[] bytes, int from, int to) {
    try {
      JsonNode line =
          Json.MAPPER.readTree(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      JsonNode object = line.path("object");
      if (!line.path("revision").isNumber() || !line.path("resource").isString()) {
        return null;
      }
      ResourceKey key =
          new ResourceKey(
              Json.text(line, "resource"), Json.text(line, "namespace"), Json.text(line, "name"));
      return new JournalLine(
          line.path("revision").asLong(), key, object instanceof ObjectNode o ? o : null);
    } catch (JacksonException e) {
      return null;
    }
  }
}
