package dev.weir.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class FileJournalTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private KubeStore open() {
    return open(directory);
  }

  private static KubeStore open(Path directory) {
    return KubeStore.open(new ResourceTypes(), CLOCK, directory);
  }

  private static ObjectNode namespace(KubeStore store, String name) {
    ObjectNode namespace = Json.object();
    Meta.of(namespace).put("name", name);
    return store.create(BuiltInTypes.NAMESPACE, namespace);
  }

  private static List<ObjectNode> namespaces(KubeStore store) {
    return store.list(BuiltInTypes.NAMESPACE).items();
  }

  private static Path log(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("log-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void objectsAndTheRevisionSurviveARestart() {
    List<ObjectNode> before;
    long revision;
    try (KubeStore store = open()) {
      namespace(store, "a");
      namespace(store, "b");
      store.delete(BuiltInTypes.NAMESPACE, new ResourceKey("namespaces", "", "a"));
      before = namespaces(store);
      revision = store.revision();
    }

    try (KubeStore again = open()) {
      assertThat(namespaces(again)).isEqualTo(before);
      assertThat(again.revision()).isGreaterThan(revision);
    }
  }

  @Test
  void aLogCutAtAnyByteGivesTheStateOfItsWholeLines() throws IOException {
    List<List<ObjectNode>> states = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    Path original = directory.resolve("original");
    byte[] log;
    try (KubeStore store = open(original)) {
      states.add(List.of());
      ends.add(0L);
      for (int i = 0; i < 6; i++) {
        ObjectNode namespace = namespace(store, "n" + i % 4 + "-" + i);
        if (i % 3 == 2) {
          states.add(namespaces(store));
          ends.add(Files.size(log(original)));
          store.delete(BuiltInTypes.NAMESPACE, ResourceKey.of(BuiltInTypes.NAMESPACE, namespace));
        }
        states.add(namespaces(store));
        ends.add(Files.size(log(original)));
      }
      log = Files.readAllBytes(log(original));
    }

    for (int length = 0; length <= log.length; length++) {
      Path cut = directory.resolve("cut-" + length);
      Files.createDirectories(cut);
      Files.write(cut.resolve(log(original).getFileName()), Arrays.copyOf(log, length));
      int whole = 0;
      while (whole + 1 < ends.size() && ends.get(whole + 1) <= length) {
        whole++;
      }
      try (KubeStore store = open(cut)) {
        assertThat(namespaces(store)).as("cut at byte %d", length).isEqualTo(states.get(whole));
      }
    }
  }

  @Test
  void everyAcknowledgedWriteIsInTheFileBeforeTheCallReturns() throws Exception {
    try (KubeStore store = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> seen = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String name = "n" + i;
        seen.add(
            threads.submit(() -> {
              namespace(store, name);
              return Files.readString(log(directory)).contains("\"name\":\"" + name + "\"");
            }));
      }
      for (Future<Boolean> found : seen) {
        assertThat(found.get()).isTrue();
      }
    }
  }

  @Test
  void damageInTheMiddleIsAnErrorThatNamesTheFile() throws IOException {
    Path log;
    try (KubeStore store = open()) {
      namespace(store, "a");
      namespace(store, "b");
      log = log(directory);
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[10] = '}';
    Files.write(log, bytes);

    assertThatThrownBy(this::open)
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining(log.toString())
        .hasMessageContaining("is damaged at byte 0")
        .hasMessageContaining("choose another directory");
  }

  @Test
  void aDirectoryInUseIsRefused() {
    try (KubeStore store = open()) {
      assertThat(store.revision()).isPositive();
      assertThatThrownBy(this::open).hasMessageContaining("is in use by another process");
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void aLongLogIsReplacedByASnapshot() throws IOException {
    FileJournal journal = FileJournal.open(directory, 2_000);
    journal.recover();
    for (int i = 1; i <= 100; i++) {
      ObjectNode object = Json.object().put("kind", "Namespace");
      Meta.of(object).put("name", "n" + i % 5).put("resourceVersion", Integer.toString(i));
      journal.append(new Change(new ResourceKey("namespaces", "", "n" + i % 5), null, object, i));
      journal.await(i);
    }
    journal.close();

    assertThat(Files.size(log(directory))).isLessThan(2_000);
    FileJournal again = FileJournal.open(directory, 2_000);
    Journal.Recovered recovered = again.recover();
    again.close();
    assertThat(recovered.revision()).isEqualTo(100);
    assertThat(recovered.objects()).hasSize(5);
    ObjectNode last = recovered.objects().get(new ResourceKey("namespaces", "", "n0"));
    assertThat(Meta.resourceVersion(last)).isEqualTo("100");
  }
}
