package dev.weir.proxy;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import org.jspecify.annotations.Nullable;

/// Two observers, of which the first may remember the request: logs, then statistics.
///
/// @param remembering its answer to `onRequest` comes back to it
/// @param counting its answer to `onRequest` is dropped
public record Observers(ExchangeObserver remembering, ExchangeObserver counting)
    implements ExchangeObserver {

  @Override
  public @Nullable Object onRequest(
      LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    counting.onRequest(loadBalancer, listener, request);
    return remembering.onRequest(loadBalancer, listener, request);
  }

  @Override
  public void onExchange(ExchangeView exchange) {
    counting.onExchange(exchange);
    remembering.onExchange(exchange);
  }

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {
    counting.onConnectionOpened(loadBalancer, listener);
    remembering.onConnectionOpened(loadBalancer, listener);
  }

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError) {
    counting.onConnectionClosed(loadBalancer, listener, connection, handshakeError);
    remembering.onConnectionClosed(loadBalancer, listener, connection, handshakeError);
  }
}
