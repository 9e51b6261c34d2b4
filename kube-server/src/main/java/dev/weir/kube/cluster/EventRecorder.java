package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes core/v1 events; a repeated event counts up the first one.
final class EventRecorder {
  private static final int REMEMBERED = 4096;

  private record Repeat(String uid, String component, String reason, String message) {}

  private final KubeStore store;
  private final Clock clock;
  private long lastId;
  private final Map<Repeat, ResourceKey> recent =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Repeat, ResourceKey> eldest) {
          return size() > REMEMBERED;
        }
      };

  EventRecorder(KubeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  void normal(JsonNode about, String component, String reason, String message) {
    record(about, "Normal", new Repeat(Meta.uid(about), component, reason, message));
  }

  void warning(JsonNode about, String component, String reason, String message) {
    record(about, "Warning", new Repeat(Meta.uid(about), component, reason, message));
  }

  private void record(JsonNode about, String type, Repeat repeat) {
    try {
      if (!countUp(repeat)) {
        ObjectNode event = store.create(BuiltInTypes.EVENT, event(about, type, repeat));
        remember(repeat, ResourceKey.of(BuiltInTypes.EVENT, event));
      }
    } catch (StatusException _) {
      // the namespace is going away: there is nobody left to tell
    }
  }

  private boolean countUp(Repeat repeat) {
    ResourceKey known = recall(repeat);
    if (known == null) {
      return false;
    }
    try {
      store.modify(BuiltInTypes.EVENT, known, this::again);
      return true;
    } catch (StatusException e) {
      if (e.isNotFound()) { // deleted or expired: begin anew
        return false;
      }
      throw e;
    }
  }

  private ObjectNode again(ObjectNode event) {
    event.put("count", Json.number(event, 1, "count") + 1);
    event.put("lastTimestamp", Meta.time(clock.instant()));
    return event;
  }

  private synchronized @Nullable ResourceKey recall(Repeat repeat) {
    return recent.get(repeat);
  }

  private synchronized void remember(Repeat repeat, ResourceKey key) {
    recent.put(repeat, key);
  }

  /// Names grow with time, so that events of the same second are listed in their order.
  private synchronized long nextId() {
    Instant now = clock.instant();
    lastId = Math.max(lastId + 1, now.getEpochSecond() * 1_000_000_000 + now.getNano());
    return lastId;
  }

  private ObjectNode event(JsonNode about, String type, Repeat repeat) {
    String namespace = Meta.namespace(about).isEmpty() ? "default" : Meta.namespace(about);
    String id = Long.toHexString(nextId());
    ObjectNode event = Json.object();
    ObjectNode metadata = event.putObject("metadata");
    metadata.put("name", Meta.name(about) + "." + id).put("namespace", namespace);
    ObjectNode involved = event.putObject("involvedObject");
    involved.put("kind", Meta.kind(about));
    if (!Meta.namespace(about).isEmpty()) {
      involved.put("namespace", namespace);
    }
    involved.put("name", Meta.name(about)).put("uid", Meta.uid(about));
    involved.put("apiVersion", Meta.apiVersion(about));
    involved.put("resourceVersion", Meta.resourceVersion(about));
    event.put("reason", repeat.reason()).put("message", repeat.message());
    event.putObject("source").put("component", repeat.component());
    String now = Meta.time(clock.instant());
    event.put("firstTimestamp", now).put("lastTimestamp", now);
    event.put("count", 1).put("type", type);
    event.putNull("eventTime");
    event.put("reportingComponent", repeat.component()).put("reportingInstance", "");
    return event;
  }
}
