package dev.weir.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A process that writes to a store without end, until it is killed: it creates target groups and
/// deletes every third again, and tells each write on standard output once it is acknowledged, as
/// `+name` or `-name`. A deletion that begins is told as `?name`.
final class WritingProcess {
  private static final int WRITERS = 4;

  private WritingProcess() {}

  /// @param arguments the store's directory and a prefix of the names
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ElbStore store = ElbStore.open(StoreConfig.in(Path.of(arguments[0])));
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < WRITERS; i++) {
        String prefix = arguments[1] + "-" + i + "-";
        threads.execute(() -> write(store, prefix, out));
      }
    }
  }

  private static void write(ElbStore store, String prefix, PrintStream out) {
    Map<String, String> tags = bulk();
    for (int i = 0; ; i++) {
      String name = prefix + i;
      var arn = store.write(t -> t.targetGroups().create(Samples.targetGroup(name), tags)).arn();
      say(out, "+" + name);
      if (i % 3 == 0) {
        say(out, "?" + name);
        store.write(t -> {
          t.targetGroups().delete(arn);
          return arn;
        });
        say(out, "-" + name);
      }
    }
  }

  private static void say(PrintStream out, String line) {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8), 0, line.length() + 1);
    out.flush();
  }

  /// Enough that the journal is compacted now and then, too.
  private static Map<String, String> bulk() {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      tags.put("key-" + i, "x".repeat(250));
    }
    return tags;
  }
}
