package dev.weir.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class KubeStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final KubeStore store =
      KubeStore.inMemory(new ResourceTypes(), Clock.fixed(NOW, ZoneOffset.UTC));

  private ObjectNode namespace(String name) {
    ObjectNode namespace = Json.object();
    Meta.of(namespace).put("name", name);
    return store.create(BuiltInTypes.NAMESPACE, namespace);
  }

  private static ObjectNode deployment(String name, int replicas) {
    ObjectNode object = Json.object();
    Meta.of(object).put("name", name).put("namespace", "workshop");
    Json.child(object, "spec").put("replicas", replicas);
    return object;
  }

  @Test
  void revisionsStartAtTheWallClockAndGrowWithEveryChange() {
    ObjectNode first = namespace("a");
    ObjectNode second = namespace("b");

    assertThat(Meta.resourceVersion(first)).isEqualTo(Long.toString(NOW.toEpochMilli() + 1));
    assertThat(Meta.resourceVersion(second)).isEqualTo(Long.toString(NOW.toEpochMilli() + 2));
  }

  @Test
  void creatingNeedsAnExistingNamespace() {
    assertThatThrownBy(() -> store.create(BuiltInTypes.DEPLOYMENT, deployment("web", 1)))
        .isInstanceOf(StatusException.class)
        .hasMessage("namespaces \"workshop\" not found");
  }

  @Test
  void anExistingNameIsRefusedAndAGeneratedOneIsNot() {
    namespace("workshop");
    store.create(BuiltInTypes.DEPLOYMENT, deployment("web", 1));

    assertThatThrownBy(() -> store.create(BuiltInTypes.DEPLOYMENT, deployment("web", 1)))
        .hasMessage("deployments.apps \"web\" already exists");
    ObjectNode generated = deployment("", 1);
    Meta.of(generated).remove("name");
    Meta.of(generated).put("generateName", "web-");
    assertThat(Meta.name(store.create(BuiltInTypes.DEPLOYMENT, generated)))
        .matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void aStaleResourceVersionIsAConflict() {
    namespace("workshop");
    ObjectNode old = store.create(BuiltInTypes.DEPLOYMENT, deployment("web", 1));
    ObjectNode changed = old.deepCopy();
    Json.child(changed, "spec").put("replicas", 2);
    store.update(BuiltInTypes.DEPLOYMENT, changed);

    assertThatThrownBy(() -> store.update(BuiltInTypes.DEPLOYMENT, old.deepCopy()))
        .hasMessage(
            "Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  @Test
  void generationCountsSpecChangesOnlyAndNoChangeKeepsTheRevision() {
    namespace("workshop");
    ObjectNode created = store.create(BuiltInTypes.DEPLOYMENT, deployment("web", 1));
    ResourceKey key = ResourceKey.of(BuiltInTypes.DEPLOYMENT, created);

    ObjectNode withStatus =
        store.modifyStatus(
            BuiltInTypes.DEPLOYMENT,
            key,
            object -> {
              Json.child(object, "status").put("replicas", 1);
              Json.child(object, "spec").put("replicas", 9);
              return object;
            });
    assertThat(Meta.generation(withStatus)).isEqualTo(1);
    assertThat(Json.number(withStatus, 0, "spec", "replicas")).isEqualTo(1);

    ObjectNode scaled = withStatus.deepCopy();
    Json.child(scaled, "spec").put("replicas", 3);
    Json.child(scaled, "status").put("replicas", 7);
    ObjectNode updated = store.update(BuiltInTypes.DEPLOYMENT, scaled);
    assertThat(Meta.generation(updated)).isEqualTo(2);
    assertThat(Json.number(updated, 0, "status", "replicas")).isEqualTo(1);

    assertThat(store.update(BuiltInTypes.DEPLOYMENT, updated.deepCopy())).isSameAs(updated);
  }

  @Test
  void finalizersHoldADeletedObjectUntilTheLastIsRemoved() {
    namespace("workshop");
    ObjectNode object = deployment("web", 1);
    Meta.addFinalizer(object, "example.com/hold");
    ObjectNode created = store.create(BuiltInTypes.DEPLOYMENT, object);
    ResourceKey key = ResourceKey.of(BuiltInTypes.DEPLOYMENT, created);

    Deletion deletion = store.delete(BuiltInTypes.DEPLOYMENT, key);

    assertThat(deletion.removed()).isFalse();
    assertThat(Meta.isDeleting(store.get(key).orElseThrow())).isTrue();
    store.modify(
        BuiltInTypes.DEPLOYMENT,
        key,
        held -> {
          Meta.removeFinalizer(held, "example.com/hold");
          return held;
        });
    assertThat(store.get(key)).isEmpty();
  }

  @Test
  void aScheduledPodIsDeletedWithItsGracePeriod() {
    namespace("workshop");
    ObjectNode pod = Json.object();
    Meta.of(pod).put("name", "web").put("namespace", "workshop");
    Json.child(pod, "spec").put("nodeName", "n1").put("terminationGracePeriodSeconds", 7);
    ResourceKey key = ResourceKey.of(BuiltInTypes.POD, store.create(BuiltInTypes.POD, pod));

    ObjectNode marked = store.delete(BuiltInTypes.POD, key).object();

    assertThat(Json.text(marked, "metadata", "deletionTimestamp"))
        .isEqualTo("2026-11-24T10:00:07Z");
    assertThat(store.delete(BuiltInTypes.POD, key, DeleteOptions.NOW).removed()).isTrue();
  }

  @Test
  void aWatchShowsMissedAndLaterChangesOfItsSelection() throws Exception {
    long before = store.revision();
    namespace("workshop");
    ObjectNode labelled = deployment("web", 1);
    Json.child(labelled, "metadata", "labels").put("app", "web");
    ObjectNode created = store.create(BuiltInTypes.DEPLOYMENT, labelled);
    ResourceKey key = ResourceKey.of(BuiltInTypes.DEPLOYMENT, created);
    Selector selector = Selector.labels(Map.of("app", "web"));

    try (Watch watch = store.watch(BuiltInTypes.DEPLOYMENT, "workshop", selector, before)) {
      store.modify(
          BuiltInTypes.DEPLOYMENT,
          key,
          object -> {
            Json.child(object, "metadata", "labels").put("app", "other");
            return object;
          });

      assertThat(watch.take().type()).isEqualTo(WatchEvent.Type.ADDED);
      WatchEvent left = watch.take();
      assertThat(left.type()).isEqualTo(WatchEvent.Type.DELETED);
      assertThat(Meta.resourceVersion(left.object())).isEqualTo(Long.toString(left.revision()));
      assertThat(watch.poll(Duration.ofMillis(1))).isNull();
    }
  }

  @Test
  void unknownRevisionsAreGone() {
    assertThatThrownBy(
            () -> store.watch(BuiltInTypes.POD, null, Selector.ALL, store.revision() + 1))
        .isInstanceOf(StatusException.class)
        .extracting(e -> ((StatusException) e).code())
        .isEqualTo(410);
    assertThatThrownBy(() -> store.watch(BuiltInTypes.POD, null, Selector.ALL, 5))
        .hasMessageContaining("too old resource version: 5");
  }

  @Test
  void aWatcherThatFallsBehindIsCutOff() throws Exception {
    try (Watch watch = store.watch(BuiltInTypes.NAMESPACE, null, Selector.ALL, store.revision())) {
      for (int i = 0; i < 4100; i++) {
        namespace("n" + i);
      }

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 4100; i++) {
                  watch.take();
                }
              })
          .isInstanceOf(StatusException.class);
    }
  }
}
