package dev.weir.proxy;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import org.jspecify.annotations.Nullable;

/// Watches nothing.
final class NoObserver implements ExchangeObserver {
  @Override
  public @Nullable Object onRequest(
      LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    return null;
  }

  @Override
  public void onExchange(ExchangeView exchange) {}

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {}

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError) {}
}
