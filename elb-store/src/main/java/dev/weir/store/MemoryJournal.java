package dev.weir.store;

import java.util.ArrayList;
import java.util.List;

/// A journal in memory, for tests and for worlds that need not last.
public final class MemoryJournal implements Journal {
  private final List<JournalEntry> entries = new ArrayList<>();

  @Override
  public synchronized List<JournalEntry> load() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized void append(List<JournalEntry> more) {
    entries.addAll(more);
  }

  @Override
  public synchronized void compact(JournalEntry entry) {
    entries.clear();
    entries.add(entry);
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void close() {}
}
