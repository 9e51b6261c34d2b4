package dev.weir.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data-dir`, the same for every command that has to do with a local Weir.
final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".weir",
      description = "Where state is kept (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of(".weir");

  Path path() {
    return directory.toAbsolutePath().normalize();
  }

  /// The directory as the user named it, for messages and commands to copy.
  Path asGiven() {
    return directory;
  }
}
