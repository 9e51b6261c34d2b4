import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Formats every Java source of the project with google-java-format.
///
/// `--check` names the files that differ and fails; `--write` rewrites them. Only files that
/// changed since the last run that found all well are looked at: formatting all takes half a
/// minute. Run by Maven on the JDK 25 that the toolchains plugin selects, because
/// google-java-format 2 needs a newer JDK than the one that may run Maven.
final class Format {
  private static final Set<String> SKIPPED = Set.of(".git", ".weir", "node_modules");

  static void main(String[] args) throws Exception {
    boolean write = args.length > 0 && args[0].equals("--write");
    Path root = Path.of(args.length > 1 ? args[1] : ".");
    var formatter =
        new Formatter(
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());
    FileTime begun = FileTime.from(Instant.now());
    Path stamp = root.resolve("target/format/all-well");
    FileTime lastRun = lastRun(stamp, root.resolve("build/Format.java"));
    List<Path> different = new ArrayList<>();
    for (Path file : sources(root)) {
      if (Files.getLastModifiedTime(file).compareTo(lastRun) < 0) {
        continue;
      }
      String before = Files.readString(file);
      String after;
      try {
        String imports =
            RemoveUnusedImports.removeUnusedImports(
                ImportOrderer.reorderImports(before, JavaFormatterOptions.Style.GOOGLE));
        after = formatter.formatSource(imports);
      } catch (Exception e) {
        throw new IllegalStateException(file + ": " + e.getMessage(), e);
      }
      if (!after.equals(before)) {
        different.add(file);
        if (write) {
          Files.writeString(file, after);
        }
      }
    }
    if (!write && !different.isEmpty()) {
      System.err.println("Not formatted (build/format rewrites them):");
      different.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
    Files.createDirectories(stamp.getParent());
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, begun);
  }

  /// When all was well the last time, in the format of this file.
  private static FileTime lastRun(Path stamp, Path format) throws IOException {
    FileTime never = FileTime.fromMillis(0);
    FileTime last = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : never;
    return Files.getLastModifiedTime(format).compareTo(last) < 0 ? last : never;
  }

  /// Maven's output; a package may be called `target` too.
  private static boolean isBuildOutput(Path dir) {
    return dir.endsWith("target") && Files.exists(dir.resolveSibling("pom.xml"));
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(dir.getFileName())) || isBuildOutput(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}
