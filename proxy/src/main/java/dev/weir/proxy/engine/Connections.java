package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.ExchangeObserver;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells the observer of client connections. Called on event loops.
final class Connections {
  private final ExchangeObserver observer;
  private final AtomicInteger turns = new AtomicInteger();

  Connections(ExchangeObserver observer) {
    this.observer = observer;
  }

  /// A number that grows with every call.
  int turn() {
    return turns.getAndIncrement();
  }

  void opened(ClientConnection connection) {
    CompiledListener listener = connection.door().any(connection);
    connection.lastListener = listener;
    if (listener != null) {
      observer.onConnectionOpened(listener.loadBalancer, listener.listener);
    }
  }

  void closed(ClientConnection connection) {
    handshakeFailed(connection, "");
  }

  void handshakeFailed(ClientConnection connection, String error) {
    CompiledListener listener = connection.lastListener;
    if (listener != null) {
      observer.onConnectionClosed(listener.loadBalancer, listener.listener, connection, error);
    }
  }
}
