package dev.weir.proxy.log;

import dev.weir.proxy.health.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes lines from event loops and writes them to files four times a second. When more lines wait
/// than fit, new ones are dropped and counted.
final class LogWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final Duration ROUND = Duration.ofMillis(250);

  private record Entry(LogKey key, String line) {}

  private final Path directory;
  private final Clock clock;
  private final int capacity;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final Map<LogKey, LogFile> files = new HashMap<>();
  private final Thread thread;

  LogWriter(Path directory, Clock clock, int capacity, Pause pause) {
    this.directory = directory;
    this.clock = clock;
    this.capacity = capacity;
    thread = Thread.ofVirtual().name("access-log").start(() -> writeForEver(pause));
  }

  /// Never waits.
  void offer(LogKey key, String line) {
    if (count.incrementAndGet() > capacity) {
      count.decrementAndGet();
      dropped.increment();
      return;
    }
    waiting.add(new Entry(key, line));
  }

  long dropped() {
    return dropped.sum();
  }

  private void writeForEver(Pause pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pause.pause(ROUND);
        drain();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes what waits and finishes the files whose five minutes are over.
  synchronized void drain() {
    try {
      for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
        count.decrementAndGet();
        file(entry.key).write(entry.line);
      }
      finish(clock.instant().getEpochSecond());
    } catch (IOException | UncheckedIOException e) {
      LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("access log not written");
    }
  }

  private LogFile file(LogKey key) throws IOException {
    LogFile open = files.get(key);
    if (open == null) {
      String random = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
      open = LogFile.open(key.path(directory, random));
      files.put(key, open);
    }
    return open;
  }

  private void finish(long nowSecond) throws IOException {
    Iterator<Map.Entry<LogKey, LogFile>> all = files.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<LogKey, LogFile> entry = all.next();
      if (entry.getKey().endSecond() <= nowSecond) {
        all.remove();
        entry.getValue().finish();
      } else {
        entry.getValue().flush();
      }
    }
  }

  /// Writes what waits and finishes all files.
  @Override
  public void close() {
    thread.interrupt();
    drain();
    synchronized (this) {
      try {
        finish(Long.MAX_VALUE);
      } catch (IOException e) {
        LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("access log not closed");
      }
    }
  }
}
