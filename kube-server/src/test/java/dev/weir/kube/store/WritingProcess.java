package dev.weir.kube.store;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceTypes;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.ObjectNode;

/// A process that writes to a store without end, until it is killed: it creates namespaces and
/// deletes every third again, and tells each write on standard output once it is acknowledged, as
/// `+name` or `-name`. A deletion that begins is told as `?name`.
final class WritingProcess {
  private static final int WRITERS = 4;

  private WritingProcess() {}

  /// Compacts far more often than a real one.
  static KubeStore open(Path directory) {
    return KubeStore.open(new ResourceTypes(), Clock.systemUTC(), directory, 200_000);
  }

  /// @param arguments the store's directory and a prefix of the names
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    KubeStore store = open(Path.of(arguments[0]));
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < WRITERS; i++) {
        String prefix = arguments[1] + "-" + i + "-";
        threads.execute(() -> write(store, prefix, out));
      }
    }
  }

  private static void write(KubeStore store, String prefix, PrintStream out) {
    for (int i = 0; ; i++) {
      ObjectNode namespace = Json.object();
      String name = prefix + i;
      Meta.of(namespace).put("name", name);
      Json.child(namespace, "metadata", "annotations").put("bulk", "x".repeat(1000));
      ObjectNode created = store.create(BuiltInTypes.NAMESPACE, namespace);
      say(out, "+" + name);
      if (i % 3 == 0) {
        say(out, "?" + name);
        store.delete(BuiltInTypes.NAMESPACE, ResourceKey.of(BuiltInTypes.NAMESPACE, created));
        say(out, "-" + name);
      }
    }
  }

  private static void say(PrintStream out, String line) {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8), 0, line.length() + 1);
    out.flush();
  }
}
