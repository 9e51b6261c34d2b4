package dev.weir.app;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.log.TrafficLogs;
import dev.weir.proxy.metrics.TrafficStatistics;
import org.jspecify.annotations.Nullable;

/// Tells figures and logs of every exchange. What is kept of a head belongs to the logs.
record TrafficObservers(TrafficStatistics statistics, TrafficLogs logs)
    implements ExchangeObserver {

  @Override
  public @Nullable Object onRequest(
      LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    statistics.onRequest(loadBalancer, listener, request);
    return logs.onRequest(loadBalancer, listener, request);
  }

  @Override
  public void onExchange(ExchangeView exchange) {
    statistics.onExchange(exchange);
    logs.onExchange(exchange);
  }

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {
    statistics.onConnectionOpened(loadBalancer, listener);
    logs.onConnectionOpened(loadBalancer, listener);
  }

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError) {
    statistics.onConnectionClosed(loadBalancer, listener, connection, handshakeError);
    logs.onConnectionClosed(loadBalancer, listener, connection, handshakeError);
  }
}
