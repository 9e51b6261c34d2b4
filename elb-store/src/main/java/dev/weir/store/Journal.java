package dev.weir.store;

import java.util.List;

/// Where committed transactions are kept, in order.
///
/// One writer uses it at a time. It knows nothing of what the entries mean.
public interface Journal extends AutoCloseable {

  /// Every entry that was appended and acknowledged, oldest first.
  ///
  /// @throws JournalException when what is stored cannot be read
  List<JournalEntry> load();

  /// Appends entries; they survive a crash once this returns. When it throws, none of them is kept.
  ///
  /// @throws JournalException when they could not be made durable
  void append(List<JournalEntry> entries);

  /// Replaces everything by this one entry, which says the same in less space.
  ///
  /// @throws JournalException when it could not be made durable; the old contents remain then
  void compact(JournalEntry entry);

  /// How many bytes the journal takes; 0 when it takes no space that matters.
  long size();

  @Override
  void close();
}
