package dev.weir.proxy.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The HTTP/2 connections to one target on one event loop, and the exchanges that wait for the one
/// that is being made.
final class Http2TargetPool {
  private final List<Http2TargetConnection> connections = new ArrayList<>();

  /// Connections that take no more requests but still have some.
  private final List<Http2TargetConnection> retired = new ArrayList<>();

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
      retire(connection);
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

  /// The connection takes no more requests.
  void retire(Http2TargetConnection connection) {
    if (connections.remove(connection)) {
      retired.add(connection);
    }
  }

  /// The connection is closed.
  void remove(Http2TargetConnection connection) {
    connections.remove(connection);
    retired.remove(connection);
  }

  /// Nothing new is sent any more; a connection goes when its last stream has ended and it has been
  /// idle for a while.
  void close() {
    closed = true;
    retired.addAll(connections);
    connections.clear();
  }

  /// Ends all connections with their streams: the deregistration delay is over.
  void cut() {
    close();
    List.copyOf(retired).forEach(Http2TargetConnection::shut);
  }
}
