package dev.weir.kube.pod;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The last log lines of one container, kept in memory.
///
/// Any thread may append and read. A reader that follows gives the number of the last line it has
/// seen and is woken when there is a later one or when the log ends.
public final class PodLog {
  /// How many lines are kept.
  static final int CAPACITY = 2000;

  /// One line.
  ///
  /// @param number counts from 1 and never repeats
  /// @param text without a line end
  public record Line(long number, Instant time, String text) {}

  private final Deque<Line> lines = new ArrayDeque<>();
  private long last;
  private boolean ended;

  /// Adds a line; the oldest falls out when the log is full.
  public synchronized void append(Instant time, String text) {
    if (lines.size() == CAPACITY) {
      lines.removeFirst();
    }
    lines.addLast(new Line(++last, time, text));
    notifyAll();
  }

  /// All kept lines after a number; 0 gives all.
  public synchronized List<Line> after(long number) {
    List<Line> later = new ArrayList<>();
    for (Line line : lines) {
      if (line.number() > number) {
        later.add(line);
      }
    }
    return later;
  }

  /// Waits for lines after a number; an empty answer means that the log has ended or that the time
  /// is over.
  ///
  /// @param millis how long to wait, more than 0
  public synchronized List<Line> awaitAfter(long number, long millis) throws InterruptedException {
    if (last <= number && !ended) {
      wait(millis);
    }
    return after(number);
  }

  /// Whether no line will follow.
  public synchronized boolean hasEnded() {
    return ended;
  }

  /// Ends the log; readers that follow return.
  public synchronized void end() {
    ended = true;
    notifyAll();
  }
}
