package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Clients that come while the event loop is busy.
class AcceptTest {
  private static final String ADDRESS = "127.0.5.31";
  private static final int PORT = 18811;
  private static final int CLIENTS = 40;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  /// Holds the event loop at the end of the first exchange, and writes down what comes after it.
  private static final class Watch implements ExchangeObserver {
    final CountDownLatch busy = new CountDownLatch(1);
    final CountDownLatch free = new CountDownLatch(1);
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public @Nullable Object onRequest(
        LoadBalancer loadBalancer, Listener listener, HttpHead request) {
      return null;
    }

    @Override
    public void onExchange(ExchangeView exchange) {
      if (busy.getCount() == 0) {
        events.add("exchange");
        return;
      }
      busy.countDown();
      try {
        free.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      events.clear();
    }

    @Override
    public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {
      events.add("opened");
    }

    @Override
    public void onConnectionClosed(
        LoadBalancer loadBalancer, Listener listener, ConnectionView connection, String error) {}
  }

  @Test
  void allThatWaitAreTakenBeforeTheNextRequestsAreServed() throws Exception {
    Watch watch = new Watch();
    List<RawClient> clients = new ArrayList<>();
    try (var proxy =
        Proxy.start(
            ProxyConfig.plain(AddressBook.IDENTITY)
                .withEventLoops(1)
                .withFrontDoor(null)
                .withObserver(watch))) {
      proxy.apply(
          new Snapshots()
              .loadBalancer("lb", ADDRESS, Map.of())
              .listener("lb", PORT, fixed(200, "ok"))
              .build());
      try (var first = new RawClient(ADDRESS, PORT)) {
        first.send(REQUEST);
        watch.busy.await();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(new RawClient(ADDRESS, PORT).send(REQUEST));
        }
        watch.free.countDown();
        for (RawClient client : clients) {
          assertThat(client.response()).endsWith("ok");
        }
      } finally {
        for (RawClient client : clients) {
          client.close();
        }
      }
    }
    List<String> expected = new ArrayList<>(Collections.nCopies(CLIENTS, "opened"));
    expected.addAll(Collections.nCopies(CLIENTS, "exchange"));
    assertThat(watch.events).isEqualTo(expected);
  }
}
