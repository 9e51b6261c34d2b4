package dev.weir.planner.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Folders with `manifests.yaml`, `environment.yaml` and `expected.json`.
final class GoldenCases {

  private GoldenCases() {}

  /// The cases that are shared with others: where the system property `weir.golden` says, or beside
  /// the project.
  static Optional<Path> shared() {
    String property = System.getProperty("weir.golden");
    if (property != null) {
      return Optional.of(Path.of(property)).filter(Files::isDirectory);
    }
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path candidate = directory.resolveSibling("shared").resolve("golden");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
      directory = directory.getParent();
    }
    return Optional.empty();
  }

  /// The cases of this module.
  static Path own() {
    return Path.of("src/test/golden");
  }

  static List<Path> in(Path directory) {
    try (Stream<Path> cases = Files.list(directory)) {
      return cases.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
