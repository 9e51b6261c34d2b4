package dev.weir.proxy.metrics;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.RawClient;
import dev.weir.proxy.Snapshots;
import dev.weir.proxy.TestCertificates;
import dev.weir.proxy.Waiting;
import dev.weir.proxy.health.Pause;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A client that fails to make TLS is counted in the zone whose node it came to.
class FailedHandshakeTest {
  private static final String ADDRESS = "127.0.5.37";
  private static final int PORT = 18091;
  private static final Arn LOAD_BALANCER = Snapshots.loadBalancerArn("lb");

  @Test
  void isCountedInTheZoneThatTheConnectionCameInAt() throws Exception {
    try (var traffic = new TrafficStatistics(Clock.systemUTC(), Pause.SLEEP);
        var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY)
                    .withEventLoops(1)
                    .withFrontDoor(null)
                    .withObserver(traffic))) {
      var applied =
          proxy.apply(
              new Snapshots()
                  .loadBalancer("lb", ADDRESS, Map.of())
                  .zones("lb", "eu-west-1a", "eu-west-1b")
                  .secureListener(
                      "lb",
                      PORT,
                      new TestCertificates().issue("a", "www.example.com", "EC"),
                      forward("pods"))
                  .group("pods")
                  .build());
      assertThat(applied.failures()).isEmpty();

      for (int i = 0; i < 4; i++) {
        try (var client = new RawClient(ADDRESS, PORT)) {
          client.send("This is no TLS at all.\r\n\r\n");
          assertThat(client.isClosedByPeer()).isTrue();
        }
      }

      Waiting.until("four failed handshakes are counted", () -> failures(traffic) == 4);
      assertThat(failures(traffic, "eu-west-1a")).isEqualTo(2);
      assertThat(failures(traffic, "eu-west-1b")).isEqualTo(2);
    }
  }

  private static long failures(TrafficStatistics traffic) {
    return traffic.totals(LOAD_BALANCER).count(Counter.CLIENT_TLS_NEGOTIATION_ERROR_COUNT);
  }

  private static long failures(TrafficStatistics traffic, String zone) {
    return traffic.zones(LOAD_BALANCER).get(zone).count(Counter.CLIENT_TLS_NEGOTIATION_ERROR_COUNT);
  }
}
