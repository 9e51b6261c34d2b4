package dev.weir.proxy.exchange;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import org.jspecify.annotations.Nullable;

/// Told of connections and exchanges, for logs and metrics. Called on event loops, concurrently.
public interface ExchangeObserver {

  /// A request head was parsed (or was too broken to parse: then `request` has no fields). What is
  /// returned comes back as {@link ExchangeView#observed}: the place for the parts of the head that
  /// a log line needs, for the head's bytes are gone when the exchange ends.
  @Nullable Object onRequest(LoadBalancer loadBalancer, Listener listener, HttpHead request);

  /// The exchange is over.
  void onExchange(ExchangeView exchange);

  void onConnectionOpened(LoadBalancer loadBalancer, Listener listener);

  /// The connection is closed, or its handshake failed.
  ///
  /// @param handshakeError empty if the handshake succeeded or there was none
  void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError);
}
