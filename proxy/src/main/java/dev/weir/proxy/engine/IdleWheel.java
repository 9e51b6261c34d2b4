package dev.weir.proxy.engine;

/// Timeouts of one event loop, coarse and cheap: touching an entry is one field write, and the
/// wheel looks at an entry only when its earliest possible end has come.
final class IdleWheel {
  static final int TICK_MILLIS = 250;
  private static final int SLOTS = 512;

  private final Entry[] slots = new Entry[SLOTS];

  /// The current time in ticks since the loop began.
  int now;

  IdleWheel() {
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Sentinel();
    }
  }

  static int ticks(int seconds) {
    return (int) Math.min(Integer.MAX_VALUE / 4, seconds * (1000L / TICK_MILLIS));
  }

  /// Something that ends when nothing touches it for a while. In at most one slot of one wheel.
  abstract static class Entry {
    private Entry previous = this;
    private Entry next = this;

    /// The tick of the last activity.
    int touched;

    /// Ticks without activity after which {@link #onIdle} is called.
    abstract int idleTicks();

    abstract void onIdle();
  }

  private static final class Sentinel extends Entry {
    @Override
    int idleTicks() {
      return 0;
    }

    @Override
    void onIdle() {}
  }

  /// Begins to watch an entry, or watches it anew.
  void watch(Entry entry) {
    entry.touched = now;
    file(entry);
  }

  private void file(Entry entry) {
    forget(entry);
    int due = entry.touched + entry.idleTicks() + 1;
    int ahead = Math.clamp(due - now, 1, SLOTS - 1);
    Entry slot = slots[(now + ahead) & (SLOTS - 1)];
    entry.previous = slot.previous;
    entry.next = slot;
    slot.previous.next = entry;
    slot.previous = entry;
  }

  void forget(Entry entry) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
    entry.previous = entry;
    entry.next = entry;
  }

  /// One tick has passed.
  void advance() {
    now++;
    Entry slot = slots[now & (SLOTS - 1)];
    Entry last = slot.previous;
    Entry entry = slot.next;
    while (entry != slot) {
      Entry following = entry.next;
      boolean wasLast = entry == last;
      forget(entry);
      if (now - entry.touched > entry.idleTicks()) {
        entry.onIdle();
      } else {
        file(entry);
      }
      if (wasLast) {
        return;
      }
      entry = following;
    }
  }
}
