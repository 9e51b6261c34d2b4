package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.proxy.health.Pause;
import dev.weir.proxy.metrics.TrafficStatistics;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Two thousand connections at once, of HTTP/1.1, TLS, HTTP/2 and upgraded ones, whose clients and
/// targets are slow, leave, reset and cut as random numbers say. Every exchange that nobody broke
/// has its right bytes, and afterwards nothing is left of all that.
///
/// `-Dweir.soak.seed=N` repeats a run as far as the network lets it, `-Dweir.soak.steps=N` makes it
/// longer.
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final String ADDRESS = "127.0.5.32";
  private static final int PLAIN = 18812;
  private static final int SECURE = 18813;
  private static final int PLAIN_CLIENTS = 1200;
  private static final int TLS_CLIENTS = 300;
  private static final int UPGRADED_CLIENTS = 400;
  private static final int HTTP2_CLIENTS = 100;
  private static final int ALL = PLAIN_CLIENTS + TLS_CLIENTS + UPGRADED_CLIENTS + HTTP2_CLIENTS;
  private static final int STEPS = Integer.getInteger("weir.soak.steps", 5);
  private static final int STREAMS = 6;

  private final long seed = Long.getLong("weir.soak.seed", new Random().nextLong());
  private final CountDownLatch connected = new CountDownLatch(ALL);
  private final CountDownLatch go = new CountDownLatch(1);
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountingSelectors selectors = new CountingSelectors();
  private final TestCertificates authority;
  private final SSLContext tls;

  SoakTest() throws Exception {
    authority = new TestCertificates();
    tls = authority.client();
  }

  @Test
  void everyHealthyExchangeIsRightAndNothingIsLeft() throws Exception {
    Leaks leaks = Leaks.watch();
    long before;
    try (var statistics = new TrafficStatistics(Clock.systemUTC(), Pause.SLEEP);
        var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY)
                    .withEventLoops(2)
                    .withFrontDoor(null)
                    .withSelectors(selectors)
                    .withObserver(statistics))) {
      try (var one = new SoakTarget();
          var two = new SoakTarget()) {
        serve(proxy, one, two);
        before = sockets();
        EventLoopGroup loops = Http2Client.loops(1);
        startClients(loops);
        connected.await();
        assertThat(failures).isEmpty();
        Waiting.until("all are connected", () -> active(statistics) == ALL);
        go.countDown();
        for (Thread thread : threads) {
          thread.join();
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        assertThat(failures).as(failures.size() + " failures, -Dweir.soak.seed=" + seed).isEmpty();
        Waiting.until("no client is left: " + active(statistics), () -> active(statistics) == 0);
        Waiting.until("no request is in flight", () -> selectors.inFlight() == 0);
        assertThat(selectors.chosen()).isGreaterThan(ALL);
      }
      Waiting.until("no socket is left", () -> sockets() <= before);
    }
    leaks.assertNone();
  }

  private void serve(Proxy proxy, SoakTarget one, SoakTarget two) throws Exception {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of("idle_timeout.timeout_seconds", "600"))
                .listener("lb", PLAIN, forward("pods"))
                .secureListener(
                    "lb", SECURE, authority.issue("a", "www.example.com", "EC"), forward("pods"))
                .group("pods", one.port(), two.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  private void startClients(EventLoopGroup loops) {
    Random seeds = new Random(seed);
    for (int i = 0; i < PLAIN_CLIENTS; i++) {
      start(seeds, one -> http1(one, PLAIN, null));
    }
    for (int i = 0; i < TLS_CLIENTS; i++) {
      start(seeds, one -> http1(one, SECURE, tls));
    }
    for (int i = 0; i < UPGRADED_CLIENTS; i++) {
      start(seeds, this::upgraded);
    }
    for (int i = 0; i < HTTP2_CLIENTS; i++) {
      start(seeds, one -> http2(one, loops));
    }
  }

  private interface Life {
    void live(long seed) throws Exception;
  }

  private void start(Random seeds, Life life) {
    long own = seeds.nextLong();
    threads.add(
        Thread.ofVirtual()
            .start(() -> {
              long left = connected.getCount();
              try {
                life.live(own);
              } catch (Exception | AssertionError e) {
                failures.add(new AssertionError("client with seed " + own, e));
                if (left > 0 && go.getCount() > 0) {
                  connected.countDown();
                }
              }
            }));
  }

  private void ready() throws InterruptedException {
    connected.countDown();
    go.await();
  }

  private void http1(long own, int port, @Nullable SSLContext context) throws Exception {
    try (var client = new SoakClient(ADDRESS, port, context, own)) {
      client.get(100);
      ready();
      try {
        for (int i = 0; i < STEPS; i++) {
          client.step();
        }
      } catch (Exception | AssertionError e) {
        throw new AssertionError(client.toString(), e);
      }
    }
  }

  private void upgraded(long own) throws Exception {
    try (var client = new SoakClient(ADDRESS, PLAIN, null, own)) {
      client.get(100);
      ready();
      client.upgraded(STEPS);
      client.upgraded(STEPS);
    }
  }

  private void http2(long own, EventLoopGroup loops) throws Exception {
    Random random = new Random(own);
    try (var client = http2Client(loops)) {
      streams(client, new Random(own), 1);
      ready();
      for (int i = 0; i < STEPS; i++) {
        streams(client, random, STREAMS);
      }
      // Streams that are under way when the connection goes.
      client.open(Http2Client.request("GET", "/bytes/1/900000/length"), true);
      client.open(Http2Client.request("POST", "/check/1/1000"), false);
    }
  }

  private static Http2Client http2Client(EventLoopGroup loops) throws Exception {
    SoakClient.HANDSHAKES.acquireUninterruptibly();
    try {
      return new Http2Client(ADDRESS, SECURE, loops);
    } finally {
      SoakClient.HANDSHAKES.release();
    }
  }

  private record Asked(Http2Client.Stream stream, String expected) {}

  /// Streams at the same time: downloads, uploads, streams that are reset and targets that break.
  private static void streams(Http2Client client, Random random, int count) throws Exception {
    List<Asked> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int body = random.nextInt(1 << 20);
      int length = random.nextInt(random.nextInt(6) == 0 ? 400_000 : 20_000);
      String content = new String(SoakBytes.body(body, length), StandardCharsets.ISO_8859_1);
      String place = "/" + body + "/" + length;
      switch (random.nextInt(8)) {
        case 0 -> client.open(Http2Client.request("GET", "/bytes/1/90000/length"), true).reset();
        case 1 -> client.open(Http2Client.request("GET", "/stall"), true).reset();
        case 2 -> {
          var stream = client.open(Http2Client.request("POST", "/check/1/100"), false);
          stream.data("" + (char) (SoakBytes.at(1, 0) & 0xff), false).reset();
        }
        case 3, 4 -> {
          var stream = client.open(Http2Client.request("POST", "/check" + place), false);
          all.add(new Asked(stream, "ok"));
          stream.data(content, true);
        }
        case 5 -> {
          var stream = client.open(Http2Client.request("GET", "/cut/7/1000"), true);
          assertThat(stream.response().reset()).isNotEqualTo(-1);
        }
        default -> {
          String framing = random.nextBoolean() ? "/chunked" : "/close";
          var headers = Http2Client.request("GET", "/bytes" + place + framing);
          all.add(new Asked(client.open(headers, true), content));
        }
      }
    }
    for (Asked asked : all) {
      var response = asked.stream().response();
      if (!response.status().equals("200") || !response.body().equals(asked.expected())) {
        throw new AssertionError("wrong answer: " + response.headers() + ", " + response.reset());
      }
    }
  }

  private static long active(TrafficStatistics statistics) {
    statistics.sample();
    var points = statistics.loadBalancer(Snapshots.loadBalancerArn("lb"));
    return points.isEmpty() ? 0 : points.getLast().activeConnections();
  }

  /// The open sockets of this process.
  private static long sockets() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(SoakTest::isSocket).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}
