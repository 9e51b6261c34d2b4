package dev.weir.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A journal in a file of JSON lines that only grows, and is rewritten as a whole when it is
/// compacted.
///
/// A process that is killed in the middle of a write leaves half a line at the end: it was never
/// acknowledged and is cut off at the next start. Damage anywhere else is an error, for what
/// follows it would be lost.
final class FileJournal implements Journal {
  private static final Logger log = LoggerFactory.getLogger(FileJournal.class);
  private static final String NAME = "elb.journal";

  private final Path directory;
  private final Path file;
  private final JournalLine lines = new JournalLine();
  private final FileChannel lockFile;
  private FileChannel channel;
  private long end;
  private @Nullable IOException broken;

  private FileJournal(Path directory, FileChannel lockFile, FileChannel channel) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
    this.lockFile = lockFile;
    this.channel = channel;
  }

  static FileJournal open(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel lockFile = FileChannel.open(directory.resolve("elb.lock"), CREATE, WRITE);
      lock(directory, lockFile);
      FileChannel channel = FileChannel.open(directory.resolve(NAME), CREATE, READ, WRITE);
      return new FileJournal(directory, lockFile, channel);
    } catch (IOException e) {
      throw new JournalException(
          "The data directory '"
              + directory
              + "' cannot be used: "
              + e
              + ". Choose another with --data-dir, or make it a directory that this user may write",
          e);
    }
  }

  private static void lock(Path directory, FileChannel lockFile) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      lockFile.close();
      throw new JournalException(
          "The data directory '" + directory + "' is in use by another process");
    }
  }

  @Override
  public List<JournalEntry> load() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      List<JournalEntry> entries = new ArrayList<>();
      int from = 0;
      while (from < bytes.length) {
        int newline = indexOfNewline(bytes, from);
        Optional<JournalEntry> entry =
            newline < 0 ? Optional.empty() : lines.read(Arrays.copyOfRange(bytes, from, newline));
        if (entry.isEmpty()) {
          refuseUnlessLast(bytes, from, newline, entries.size() + 1);
          break;
        }
        entries.add(entry.get());
        from = newline + 1;
      }
      cutTail(bytes.length, from);
      return entries;
    } catch (IOException e) {
      throw new JournalException("The journal '" + file + "' cannot be read: " + e, e);
    }
  }

  private static int indexOfNewline(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// A damaged line may be dropped only when no whole entry follows it.
  private void refuseUnlessLast(byte[] bytes, int damaged, int newline, int lineNumber) {
    int from = newline + 1;
    while (newline >= 0 && from < bytes.length) {
      int next = indexOfNewline(bytes, from);
      if (next < 0) {
        return;
      }
      if (lines.read(Arrays.copyOfRange(bytes, from, next)).isPresent()) {
        throw new JournalException(
            "The journal '"
                + file
                + "' is damaged at byte "
                + damaged
                + " (line "
                + lineNumber
                + "), with whole entries after it. Restore it from a copy, or move it away to start"
                + " empty");
      }
      from = next + 1;
    }
  }

  private void cutTail(long length, long good) throws IOException {
    end = good;
    if (good < length) {
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("bytes", length - good)
          .log("Cut an unfinished write off the journal");
      channel.truncate(good);
      channel.force(true);
    }
  }

  @Override
  public void append(List<JournalEntry> entries) {
    if (broken != null) {
      throw new JournalException(
          "The journal '" + file + "' failed earlier and takes no writes until restarted", broken);
    }
    try {
      long at = end;
      for (JournalEntry entry : entries) {
        at = writeAll(channel, ByteBuffer.wrap(lines.write(entry)), at);
      }
      channel.force(false);
      end = at;
    } catch (IOException e) {
      cutBack();
      throw new JournalException("The journal '" + file + "' cannot be written: " + e, e);
    }
  }

  /// Takes back what a failed append wrote, so that it cannot come back after a restart.
  private void cutBack() {
    try {
      channel.truncate(end);
      channel.force(true);
    } catch (IOException e) {
      broken = e;
    }
  }

  private static long writeAll(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    return position;
  }

  @Override
  public void compact(JournalEntry entry) {
    Path fresh = directory.resolve(NAME + ".new");
    try {
      FileChannel next = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, READ, WRITE);
      long length = writeAll(next, ByteBuffer.wrap(lines.write(entry)), 0);
      next.force(true);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceDirectory();
      FileChannel before = channel;
      channel = next;
      end = length;
      before.close();
    } catch (IOException e) {
      throw new JournalException("The journal '" + file + "' cannot be compacted: " + e, e);
    }
  }

  private void forceDirectory() {
    try (FileChannel entry = FileChannel.open(directory, READ)) {
      entry.force(true);
    } catch (IOException e) {
      log.debug("The directory cannot be forced to disk on this system", e);
    }
  }

  @Override
  public long size() {
    return end;
  }

  @Override
  public void close() {
    try {
      channel.close();
      lockFile.close();
    } catch (IOException e) {
      log.warn("The journal could not be closed", e);
    }
  }
}
