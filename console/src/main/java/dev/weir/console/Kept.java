package dev.weir.console;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is read again only after a change.
final class Kept<T> {
  private final ChangeSource changes;
  private final Supplier<T> read;
  private long revision;
  private @Nullable T value;

  Kept(ChangeSource changes, Supplier<T> read) {
    this.changes = changes;
    this.read = read;
  }

  /// The value as of the last change; a failure to read it is thrown and not kept.
  synchronized T get() {
    long now = changes.revision();
    T kept = value;
    if (kept == null || now != revision) {
      kept = read.get();
      value = kept;
      revision = now;
    }
    return kept;
  }
}
