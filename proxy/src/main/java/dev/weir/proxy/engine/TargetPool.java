package dev.weir.proxy.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Idle connections to one target on one event loop; the one used last is used first, so that the
/// others grow old and go.
final class TargetPool {
  private @Nullable Http1TargetConnection[] idle = new Http1TargetConnection[8];
  private int size;

  /// All connections of the pool, idle or in use.
  private @Nullable Http1TargetConnection[] all = new Http1TargetConnection[8];

  private int count;

  /// Set when connections in use were ended too.
  boolean cut;

  /// Set when the target is no longer registered: nothing is kept any more.
  boolean closed;

  @Nullable Http1TargetConnection take() {
    if (size == 0) {
      return null;
    }
    Http1TargetConnection taken = idle[--size];
    idle[size] = null;
    return taken;
  }

  void put(Http1TargetConnection connection) {
    if (size == idle.length) {
      idle = Arrays.copyOf(idle, size * 2);
    }
    idle[size++] = connection;
  }

  void remove(Http1TargetConnection connection) {
    for (int i = size - 1; i >= 0; i--) {
      if (idle[i] == connection) {
        System.arraycopy(idle, i + 1, idle, i, size - i - 1);
        idle[--size] = null;
        return;
      }
    }
  }

  void add(Http1TargetConnection connection) {
    if (count == all.length) {
      all = Arrays.copyOf(all, count * 2);
    }
    connection.place = count;
    all[count++] = connection;
  }

  void forget(Http1TargetConnection connection) {
    int place = connection.place;
    if (place >= 0) {
      Http1TargetConnection last = all[--count];
      all[count] = null;
      if (last != null && last != connection) {
        all[place] = last;
        last.place = place;
      }
      connection.place = -1;
    }
  }

  /// Ends all connections, those in use as well: the deregistration delay is over.
  void cut() {
    close();
    cut = true;
    for (Http1TargetConnection connection : Arrays.copyOf(all, count)) {
      if (connection != null) {
        connection.close();
      }
    }
  }

  void close() {
    closed = true;
    for (Http1TargetConnection connection = take(); connection != null; connection = take()) {
      connection.close();
    }
  }
}
