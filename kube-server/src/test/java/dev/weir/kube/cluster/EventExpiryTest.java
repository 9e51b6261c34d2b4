package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceTypes;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EventExpiryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final KubeStore store = KubeStore.inMemory(new ResourceTypes(), clock);
  private final EventExpiry expiry = new EventExpiry(store, clock);

  @Test
  void anEventOfLastHourStaysUntilItsHourIsOver() {
    ResourceKey key = event(NOW.minus(Duration.ofMinutes(20)));

    assertThat(expiry.reconcile(key)).isEqualTo(Outcome.again(Duration.ofMinutes(40)));
    assertThat(store.get(key)).isPresent();
  }

  @Test
  void anOlderEventIsDeleted() {
    ResourceKey key = event(NOW.minus(Duration.ofHours(1)));

    assertThat(expiry.reconcile(key)).isEqualTo(Outcome.DONE);
    assertThat(store.get(key)).isEmpty();
  }

  private ResourceKey event(Instant last) {
    ObjectNode namespace = Json.object();
    namespace.putObject("metadata").put("name", "default");
    store.create(BuiltInTypes.NAMESPACE, namespace);
    ObjectNode event = Json.object();
    event.putObject("metadata").put("name", "e").put("namespace", "default");
    event.put("lastTimestamp", Meta.time(last));
    return ResourceKey.of(BuiltInTypes.EVENT, store.create(BuiltInTypes.EVENT, event));
  }
}
