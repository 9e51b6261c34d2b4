package dev.weir.proxy.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The HTTP/2 connections to one target on one event loop, and the exchanges that wait for the one
/// that is being made.
final class Http2TargetPool {
  private final List<Http2TargetConnection> connections = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  boolean connecting;
  boolean closed;

  /// An exchange that asked while a connection was being made.
  record Waiting(Exchange exchange, int generation) {}

  @Nullable Http2TargetConnection take() {
    for (Http2TargetConnection connection : connections) {
      if (connection.hasRoom()) {
        return connection;
      }
    }
    return null;
  }

  void await(Exchange exchange) {
    waiting.add(new Waiting(exchange, exchange.generation));
  }

  void connected(Http2TargetConnection connection) {
    connecting = false;
    connections.add(connection);
    for (Waiting one : drain()) {
      if (one.exchange().generation == one.generation()) {
        connection.begin(one.exchange(), false);
        one.exchange().flushTarget();
      }
    }
    if (closed) {
      connections.remove(connection);
    }
  }

  void failed(int status) {
    connecting = false;
    for (Waiting one : drain()) {
      if (one.exchange().generation == one.generation()) {
        one.exchange().onConnectFailed(status);
      }
    }
  }

  private List<Waiting> drain() {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  void remove(Http2TargetConnection connection) {
    connections.remove(connection);
  }

  /// Nothing new is sent any more; a connection goes when its last stream has ended and it has been
  /// idle for a while.
  void close() {
    closed = true;
    connections.clear();
  }
}
