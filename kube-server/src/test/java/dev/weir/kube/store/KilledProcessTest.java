package dev.weir.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of its writes loses nothing that it acknowledged.
class KilledProcessTest {
  private static final int ROUNDS = 6;

  @TempDir Path directory;

  @Test
  void keepsEveryAcknowledgedWriteAndEveryAcknowledgedDeletion() throws Exception {
    Random random = new Random(20261125);
    Set<String> present = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      int enough = 50 + random.nextInt(round % 2 == 0 ? 100 : 800);
      Set<String> deleted = new HashSet<>();
      acknowledged(round, enough, present, deleted);

      try (KubeStore store = WritingProcess.open(directory)) {
        Set<String> found =
            store.list(BuiltInTypes.NAMESPACE).items().stream()
                .map(Meta::name)
                .collect(Collectors.toSet());
        assertThat(found)
            .as("round %d", round)
            .containsAll(present)
            .doesNotContainAnyElementsOf(deleted);
        // Written, but killed before it could be told.
        present = found;
      }
    }
  }

  @Test
  void aDirectoryIsForOneProcess() throws Exception {
    Process writer = start("w");
    try (BufferedReader told = told(writer)) {
      assertThat(told.readLine()).startsWith("+w-");

      assertThatThrownBy(() -> WritingProcess.open(directory))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("'" + directory + "' is in use by another process")
          .hasMessageContaining("stop it, or choose another directory");
    } finally {
      kill(writer);
    }
  }

  /// Runs the process until it has told enough, kills it, and takes all that it told.
  private void acknowledged(int round, int enough, Set<String> present, Set<String> deleted)
      throws IOException {
    Process writer = start("r" + round);
    try (BufferedReader told = told(writer)) {
      for (int i = 0; i < enough; i++) {
        take(told.readLine(), present, deleted);
      }
      kill(writer);
      told.lines().forEach(line -> take(line, present, deleted));
    } finally {
      kill(writer);
    }
  }

  private static void take(String line, Set<String> present, Set<String> deleted) {
    assertThat(line).as("the process ended by itself").isNotNull();
    String name = line.substring(1);
    switch (line.charAt(0)) {
      case '+' -> present.add(name);
      case '?' -> present.remove(name); // may be gone, but nobody was told
      case '-' -> deleted.add(name);
      default -> throw new AssertionError(line);
    }
  }

  private Process start(String prefix) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            WritingProcess.class.getName(),
            directory.toString(),
            prefix)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader told(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// As `kill -9` does; what the process told before can still be read.
  private static void kill(Process process) {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
