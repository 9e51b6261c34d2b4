package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.elb.AddressBook;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.elb.Target.TargetKey;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealth.State;
import dev.weir.proxy.health.Steps;
import dev.weir.proxy.health.TargetHealthMonitor;
import dev.weir.proxy.log.TrafficLogs;
import dev.weir.proxy.metrics.TrafficStatistics;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.target.RandomSource;
import dev.weir.proxy.target.TargetGroups;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Health checks, target selection, logs and statistics behind real sockets.
class TrafficTest {
  private static final String ADDRESS = "127.0.5.8";
  private static final int PORT = 18081;

  @TempDir Path logDirectory;
  private final Steps checks = new Steps();
  private final TargetHealthMonitor monitor =
      new TargetHealthMonitor(AddressBook.IDENTITY, Clock.systemUTC(), checks);
  private final TargetGroups groups =
      new TargetGroups(
          monitor,
          new TargetGroups.Setup(
              InstallKey.random(),
              Clock.systemUTC(),
              System::nanoTime,
              RandomSource.PER_THREAD,
              new Steps()));
  private final TrafficStatistics statistics =
      new TrafficStatistics(Clock.systemUTC(), new Steps());
  private HttpServer a;
  private HttpServer b;
  private volatile int healthOfB = 200;
  private TrafficLogs logs;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    logs = new TrafficLogs(TrafficLogs.Settings.in(logDirectory), Clock.systemUTC(), new Steps());
    proxy =
        Proxy.start(
            ProxyConfig.plain(AddressBook.IDENTITY)
                .withEventLoops(1)
                .withFrontDoor(null)
                .withSelectors(groups)
                .withObserver(new Observers(logs, statistics)));
    a = target("a");
    b = target("b");
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of(LoadBalancerAttributes.ACCESS_LOGS_ENABLED, "true"))
            .listener("lb", PORT, forward("pods"))
            .group("pods", a.getAddress().getPort(), b.getAddress().getPort())
            .build());
    checks.awaitCheck();
    checks.awaitCheck();
  }

  @AfterEach
  void stop() {
    proxy.close();
    groups.close();
    monitor.close();
    logs.close();
    statistics.close();
    a.stop(0);
    b.stop(0);
  }

  /// Answers with its name, and to health checks with its health.
  private HttpServer target(String name) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String agent = exchange.getRequestHeaders().getFirst("User-Agent");
          boolean check = "ELB-HealthChecker/2.0".equals(agent);
          int status = check && name.equals("b") ? healthOfB : 200;
          exchange.sendResponseHeaders(status, name.length());
          exchange.getResponseBody().write(name.getBytes());
          exchange.close();
        });
    server.start();
    return server;
  }

  private Set<String> namesOf(int requests) throws Exception {
    Set<String> names = new HashSet<>();
    try (var client = new RawClient(ADDRESS, PORT)) {
      for (int i = 0; i < requests; i++) {
        client.send("GET /p?q HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: test/1\r\n\r\n");
        String response = client.response();
        names.add(response.substring(response.length() - 1));
      }
    }
    return names;
  }

  private TargetHealth healthOf(HttpServer server) {
    return monitor
        .health(
            Snapshots.groupArn("pods"), new TargetKey("127.0.0.1", server.getAddress().getPort()))
        .orElseThrow();
  }

  @Test
  void healthyTargetsShareTheRequestsAndAnUnhealthyOneGetsNone() throws Exception {
    assertThat(namesOf(10)).containsExactlyInAnyOrder("a", "b");

    healthOfB = 503;
    while (healthOf(b).state() == State.HEALTHY) {
      checks.nextCheck();
    }
    assertThat(healthOf(b).reason()).isEqualTo("Target.ResponseCodeMismatch");
    assertThat(namesOf(10)).containsExactly("a");
  }

  @Test
  void everyRequestIsCountedAndLogged() throws Exception {
    namesOf(7);
    proxy.close();
    statistics.sample();
    logs.flush();

    var point = statistics.loadBalancer(Snapshots.loadBalancerArn("lb")).getFirst();
    assertThat(point.fromTargets().class2xx()).isEqualTo(7);
    assertThat(point.newConnections()).isEqualTo(1);
    assertThat(statistics.ruleHits(Snapshots.listenerArn("lb", PORT), 0)).isEqualTo(7);
    List<String> lines = lines();
    assertThat(lines).hasSize(7);
    assertThat(lines.getFirst())
        .startsWith("http 20")
        .contains(" app/lb/50dc6c495c0c9188 127.")
        .contains("\"GET http://shop.test:18081/p?q HTTP/1.1\" \"test/1\" - - ")
        .contains(" \"forward\" \"-\" \"-\" \"127.0.0.1:");
  }

  private List<String> lines() throws Exception {
    try (Stream<Path> paths = Files.walk(logDirectory)) {
      Path file = paths.filter(Files::isRegularFile).findFirst().orElseThrow();
      return Files.readAllLines(file);
    }
  }
}
