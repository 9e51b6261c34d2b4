package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.ExchangeObserver;

/// Tells the observer of client connections. Called on event loops.
final class Connections {
  private final ExchangeObserver observer;

  Connections(ExchangeObserver observer) {
    this.observer = observer;
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
