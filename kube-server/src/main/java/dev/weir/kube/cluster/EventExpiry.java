package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Deletes events an hour after they last happened, as API servers do.
final class EventExpiry implements Controller {
  static final Duration LIFETIME = Duration.ofHours(1);

  private final KubeStore store;
  private final Clock clock;

  EventExpiry(KubeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "event-expiry";
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    if (change.key().resource().equals(BuiltInTypes.EVENT.resource()) && change.after() != null) {
      look.accept(change.key());
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> event = store.get(key);
    if (event.isEmpty()) {
      return Outcome.DONE;
    }
    Duration left = Duration.between(clock.instant(), lastTime(event.get()).plus(LIFETIME));
    if (left.isPositive()) {
      return Outcome.again(left);
    }
    store.delete(BuiltInTypes.EVENT, key);
    return Outcome.DONE;
  }

  /// When the event happened last; clients fill in one of several fields.
  private static Instant lastTime(JsonNode event) {
    String created = Json.text(event, "metadata", "creationTimestamp");
    for (String field : new String[] {"lastTimestamp", "eventTime", "firstTimestamp"}) {
      String time = Json.text(event, field);
      if (!time.isEmpty()) {
        return parse(time, created);
      }
    }
    return Instant.parse(created);
  }

  private static Instant parse(String time, String otherwise) {
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException _) {
      return Instant.parse(otherwise);
    }
  }
}
