package dev.weir.kube.store;

import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A log of JSON lines that is forced to disk before a write is acknowledged, and now and then a
/// snapshot.
///
/// Files: `snapshot.jsonl` (first line: the revision; then one line per object),
/// `log-<revision>.jsonl` (one line per change after that revision), `lock`. A snapshot replaces
/// the old one by an atomic rename; only then the logs before it are deleted, and lines that a
/// snapshot already holds are skipped. A torn last line was never acknowledged and is cut off.
///
/// Threads that wait for the disk at the same time share one force (group commit).
final class FileJournal implements Journal {
  private static final String SNAPSHOT = "snapshot.jsonl";
  private static final String REPAIR = "repair or remove the file, or choose another directory";

  private final Path directory;
  private final long compactAfterBytes;
  private final FileChannel lockFile;
  private final ReentrantLock disk = new ReentrantLock();
  private final Object queue = new Object();
  private final TreeMap<ResourceKey, ObjectNode> objects = new TreeMap<>();
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long appended;
  private volatile long durable;
  private @Nullable FileChannel log;
  private long logBytes;

  private FileJournal(Path directory, long compactAfterBytes, FileChannel lockFile) {
    this.directory = directory;
    this.compactAfterBytes = compactAfterBytes;
    this.lockFile = lockFile;
  }

  /// @throws DataDirectoryException if the directory cannot be created, written or locked
  static FileJournal open(Path directory, long compactAfterBytes) {
    Path lock = directory.resolve("lock");
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new DataDirectoryException(
            directory, "is in use by another process", "stop it, or choose another directory");
      }
      return new FileJournal(directory, compactAfterBytes, channel);
    } catch (IOException e) {
      throw new DataDirectoryException(
          directory, "cannot be used: " + e, "make it writable, or choose another directory", e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public Recovered recover() {
    try {
      readSnapshot();
      List<Path> logs = logs();
      for (Path file : logs) {
        readLog(file, file.equals(logs.getLast()));
      }
      durable = appended;
      compact();
      return new Recovered(Map.copyOf(objects), appended);
    } catch (IOException e) {
      throw new DataDirectoryException(directory, "cannot be read: " + e, REPAIR, e);
    }
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("log-\\d{20}\\.jsonl"))
          .sorted()
          .toList();
    }
  }

  private void readSnapshot() throws IOException {
    Path file = directory.resolve(SNAPSHOT);
    if (Files.notExists(file)) {
      return;
    }
    int end = readLines(file, 0);
    if (end != Files.size(file)) {
      throw new DataDirectoryException(file, "is damaged at byte " + end, REPAIR);
    }
  }

  private void readLog(Path file, boolean last) throws IOException {
    long after = appended;
    int end = readLines(file, after);
    if (end == Files.size(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    boolean torn = true;
    for (int i = end; i < bytes.length - 1; i++) {
      torn &= bytes[i] != '\n';
    }
    if (!last || !torn) {
      throw new DataDirectoryException(file, "is damaged at byte " + end, REPAIR);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(end);
    }
  }

  /// @return where the first line starts that is not whole, else the file's size
  private int readLines(Path file, long after) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int from = 0;
    for (int to = 0; to < bytes.length; to++) {
      if (bytes[to] == '\n') {
        JournalLine line = JournalLine.parse(bytes, from, to);
        if (line == null) {
          return from;
        }
        if (line.revision() > after || after == 0) {
          replay(line);
        }
        from = to + 1;
      }
    }
    return from;
  }

  private void replay(JournalLine line) {
    appended = Math.max(appended, line.revision());
    remember(line.key(), line.object());
  }

  private void remember(ResourceKey key, @Nullable ObjectNode object) {
    if (object == null) {
      objects.remove(key);
    } else {
      objects.put(key, object);
    }
  }

  @Override
  public void append(Change change) {
    JournalLine line = new JournalLine(change.revision(), change.key(), change.after());
    byte[] bytes = line.bytes();
    synchronized (queue) {
      pending.write(bytes, 0, bytes.length);
      appended = change.revision();
      remember(change.key(), change.after());
    }
  }

  @Override
  public void await(long revision) {
    if (durable >= revision) {
      return;
    }
    disk.lock();
    try {
      if (durable < revision) {
        flush();
      }
      if (logBytes > compactAfterBytes) {
        compact();
      }
    } catch (IOException e) {
      throw StatusException.internal("the change could not be written to " + directory + ": " + e);
    } finally {
      disk.unlock();
    }
  }

  private void flush() throws IOException {
    byte[] bytes;
    long upTo;
    synchronized (queue) {
      bytes = pending.toByteArray();
      pending = new ByteArrayOutputStream();
      upTo = appended;
    }
    FileChannel channel = log;
    if (channel == null) {
      throw new IOException("the journal is closed");
    }
    try {
      writeAll(channel, bytes);
      channel.force(false);
    } catch (IOException e) {
      log = null; // what is lost here must not be followed by later lines
      channel.close();
      throw e;
    }
    logBytes += bytes.length;
    durable = upTo;
  }

  /// Writes all objects to a new snapshot and starts a new log.
  private void compact() throws IOException {
    if (log != null) {
      flush();
    }
    Map<ResourceKey, ObjectNode> all;
    long revision;
    synchronized (queue) {
      all = new TreeMap<>(objects);
      revision = appended;
    }
    writeSnapshot(all, revision);
    startLog(revision);
    Path current = logFile(revision);
    for (Path file : logs()) {
      if (!file.equals(current)) {
        Files.delete(file);
      }
    }
  }

  private void writeSnapshot(Map<ResourceKey, ObjectNode> all, long revision) throws IOException {
    Path temporary = directory.resolve(SNAPSHOT + ".new");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      // the first line holds the revision and no object
      lines.writeBytes(new JournalLine(revision, new ResourceKey("", "", ""), null).bytes());
      for (var entry : all.entrySet()) {
        lines.writeBytes(new JournalLine(revision, entry.getKey(), entry.getValue()).bytes());
      }
      writeAll(channel, lines.toByteArray());
      channel.force(true);
    }
    Files.move(
        temporary,
        directory.resolve(SNAPSHOT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forceDirectory();
  }

  private void startLog(long revision) throws IOException {
    FileChannel before = log;
    if (before != null) {
      before.close();
    }
    log =
        FileChannel.open(
            logFile(revision),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    logBytes = 0;
    forceDirectory();
  }

  private Path logFile(long revision) {
    return directory.resolve("log-%020d.jsonl".formatted(revision));
  }

  /// Makes renames and new files themselves survive a power failure, where the system can.
  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() {
    disk.lock();
    try {
      if (log != null) {
        flush();
        log.close();
        log = null;
      }
      lockFile.close();
    } catch (IOException e) {
      throw new DataDirectoryException(directory, "cannot be written: " + e, REPAIR, e);
    } finally {
      disk.unlock();
    }
  }
}
