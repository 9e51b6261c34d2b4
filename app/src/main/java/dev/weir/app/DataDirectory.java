package dev.weir.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where a local Weir keeps its state, `.weir/` unless `--data-dir` says otherwise.
///
/// One process at a time holds the directory, by a lock on a file in it.
final class DataDirectory implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Grows when an older weir would misread what this one writes.
  private static final int FORMAT = 1;

  private final Path root;
  private final FileChannel lockChannel;

  private DataDirectory(Path root, FileChannel lockChannel) {
    this.root = root;
    this.lockChannel = lockChannel;
  }

  /// Creates the directory if need be and takes it for this process.
  static DataDirectory open(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        String who = RunFile.read(root).map(run -> " (process " + run.pid() + ")").orElse("");
        throw new UserError(
            "another weir"
                + who
                + " uses "
                + root
                + ". Stop it with `weir down --data-dir "
                + root
                + "`, or choose another directory with --data-dir.");
      }
      checkFormat(root, channel);
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /// Refuses what a newer weir wrote: this one would leave out what it does not know.
  private static void checkFormat(Path root, FileChannel lockChannel) throws IOException {
    Path file = root.resolve("format");
    if (!Files.exists(file)) {
      Files.writeString(file, FORMAT + "\n");
      return;
    }
    String format = Files.readString(file).strip();
    if (!format.equals(Integer.toString(FORMAT))) {
      lockChannel.close();
      throw new UserError(
          "the data directory "
              + root
              + " has format "
              + format
              + ", this weir knows format "
              + FORMAT
              + ". Use the newer weir that wrote it, or choose another directory with --data-dir.");
    }
  }

  static UserError unusable(Path root, IOException why) {
    return new UserError(
        "the data directory "
            + root
            + " cannot be used: "
            + why
            + ". Choose another with --data-dir, or make it writable.",
        why);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  Path kube() {
    return root.resolve("kube");
  }

  Path elb() {
    return root.resolve("elb");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  Path root() {
    return root;
  }

  /// Writes a small JSON document so that a reader sees the old one or the new one, never a part.
  void write(String name, Object document) {
    Path file = root.resolve(name);
    Path temporary = root.resolve(name + ".new");
    try {
      Files.writeString(
          temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + e, e);
    }
  }

  /// A document that {@link #write} wrote; empty when there is none or it cannot be read.
  static <T> Optional<T> read(Path root, String name, Class<T> type) {
    try {
      return Optional.of(JSON.readValue(Files.readString(root.resolve(name)), type));
    } catch (IOException | JacksonException _) {
      return Optional.empty();
    }
  }

  void delete(String name) {
    try {
      Files.deleteIfExists(root.resolve(name));
    } catch (IOException e) {
      throw new UserError("cannot delete " + root.resolve(name) + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException _) {
      // The lock goes with the process in any case.
    }
  }
}
