package dev.weir.app;

import dev.weir.console.RequestExplainer.Timing;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells the console's tester which target the proxy chose for its request and how long each part
/// took, found by the address that the request came from.
final class WatchedExchanges implements ExchangeObserver {
  /// The proxy ends an exchange when the last byte of the answer is handed over, so this is soon.
  private static final long SEEN_WITHIN_SECONDS = 2;

  private final Map<InetSocketAddress, Watch> watches = new ConcurrentHashMap<>();

  /// @param target address and port; empty when the load balancer itself answered
  record Seen(String target, List<Timing> timings) {}

  /// One request that is waited for.
  static final class Watch {
    private final InetSocketAddress client;
    private final CompletableFuture<Seen> seen = new CompletableFuture<>();

    private Watch(InetSocketAddress client) {
      this.client = client;
    }

    /// What the proxy did; empty when it did not tell in time, for example because the request was
    /// too broken to be one.
    Optional<Seen> seen() {
      return Optional.ofNullable(
          seen.completeOnTimeout(null, SEEN_WITHIN_SECONDS, TimeUnit.SECONDS).join());
    }
  }

  /// Watches the next request of this client address.
  Watch from(InetSocketAddress client) {
    Watch watch = new Watch(client);
    watches.put(client, watch);
    return watch;
  }

  void forget(Watch watch) {
    watches.remove(watch.client, watch);
  }

  @Override
  public void onExchange(ExchangeView exchange) {
    if (watches.isEmpty()) {
      return;
    }
    Watch watch = watches.get(exchange.connection().client());
    if (watch != null) {
      watch.seen.complete(new Seen(target(exchange), timings(exchange)));
    }
  }

  private static String target(ExchangeView exchange) {
    TargetSelection selection = exchange.selection();
    return selection == null || selection.endpoint == null || exchange.targetStatus() == 0
        ? ""
        : selection.endpoint.target().key().toString();
  }

  /// The three parts of the access log.
  private static List<Timing> timings(ExchangeView exchange) {
    List<Timing> parts = new ArrayList<>();
    if (exchange.sentNanos() == 0 || exchange.responseNanos() == 0) {
      parts.add(part("load balancer", exchange.startNanos(), exchange.endNanos()));
      return parts;
    }
    parts.add(part("load balancer, request", exchange.startNanos(), exchange.sentNanos()));
    parts.add(part("target", exchange.sentNanos(), exchange.responseNanos()));
    parts.add(part("load balancer, answer", exchange.responseNanos(), exchange.endNanos()));
    return parts;
  }

  private static Timing part(String name, long from, long to) {
    return new Timing(name, (to - from) / 1e6);
  }

  @Override
  public @Nullable Object onRequest(
      LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    return null;
  }

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {
    // Connections are not watched.
  }

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError) {
    // Connections are not watched.
  }
}
