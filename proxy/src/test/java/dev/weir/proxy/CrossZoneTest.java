package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.proxy.health.Pause;
import dev.weir.proxy.health.TargetHealthMonitor;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.target.TargetGroups;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Groups whose cross-zone load balancing is off: the node that a connection came in at uses the
/// targets of its own zone. One address stands for the nodes of all zones.
class CrossZoneTest {
  private static final String ADDRESS = "127.0.5.17";
  private static final int PORT = 18977;
  private static final String A = "eu-west-1a";
  private static final String B = "eu-west-1b";

  private final TargetHealthMonitor monitor =
      new TargetHealthMonitor(AddressBook.IDENTITY, Clock.systemUTC(), Pause.SLEEP);
  private final TargetGroups groups =
      new TargetGroups(monitor, TargetGroups.Setup.real(InstallKey.random()));
  private final Proxy proxy =
      Proxy.start(
          ProxyConfig.plain(AddressBook.IDENTITY)
              .withEventLoops(1)
              .withFrontDoor(null)
              .withSelectors(groups));
  private final RecordingTarget one = target("a");
  private final RecordingTarget two = target("b");

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    groups.close();
    monitor.close();
    one.close();
    two.close();
  }

  private static RecordingTarget target(String name) {
    return RecordingTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name);
  }

  private void serve(Map<Integer, String> zonesByPort) {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .zones("lb", A, B)
                .listener("lb", PORT, forward("pods"))
                .zonalGroup("pods", zonesByPort)
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  private static String ask(RawClient client) throws IOException {
    String response = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").response();
    return response.startsWith("HTTP/1.1 200")
        ? response.substring(response.length() - 1)
        : response.substring(9, 12);
  }

  @Test
  void aConnectionKeepsToTheTargetsOfItsZoneAndConnectionsUseAllZones() throws Exception {
    serve(Map.of(one.port(), A, two.port(), B));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      try (var client = new RawClient(ADDRESS, PORT)) {
        String first = ask(client);
        assertThat(ask(client)).isEqualTo(first);
        assertThat(ask(client)).isEqualTo(first);
        seen.add(first);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aZoneThatLostItsTargetsAnswers503AndGetsNoNewConnections() throws Exception {
    serve(Map.of(one.port(), A, two.port(), B));
    try (var first = new RawClient(ADDRESS, PORT);
        var second = new RawClient(ADDRESS, PORT)) {
      boolean firstIsInB = ask(first).equals("b");
      ask(second);
      serve(Map.of(one.port(), A));
      assertThat(ask(firstIsInB ? first : second)).isEqualTo("503");
      assertThat(ask(firstIsInB ? second : first)).isEqualTo("a");
    }
    for (int i = 0; i < 4; i++) {
      try (var client = new RawClient(ADDRESS, PORT)) {
        assertThat(ask(client)).isEqualTo("a");
      }
    }
  }

  @Test
  void targetsOfAllZonesAreUsedInEachZone() throws Exception {
    serve(Map.of(one.port(), "all"));
    for (int i = 0; i < 2; i++) {
      try (var client = new RawClient(ADDRESS, PORT)) {
        assertThat(ask(client)).isEqualTo("a");
      }
    }
  }
}
