package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.proxy.health.Steps;
import dev.weir.proxy.log.TrafficLogs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the access log tells of requests over real sockets.
class AccessLogTest {
  private static final String ADDRESS = "127.0.5.18";
  private static final int PORT = 18978;
  private static final int SECURE = 18979;

  @TempDir Path directory;
  private final CountDownLatch abandoned = new CountDownLatch(1);
  private final RecordingTarget target =
      RecordingTarget.start(connection -> {
        String head = connection.readHead();
        if (head != null && head.startsWith("GET /up")) {
          connection.write(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: e\r\nConnection: upgrade\r\n\r\n");
          connection.read();
          return;
        }
        if (head != null && head.startsWith("GET /wait")) {
          connection.read();
          abandoned.countDown();
          return;
        }
        while (head != null) {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
          head = connection.readHead();
        }
      });
  private TestCertificates authority;
  private Certificate certificate;
  private TrafficLogs logs;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    authority = new TestCertificates();
    certificate = authority.issue("a", "www.example.com", "EC");
    logs =
        new TrafficLogs(
            new TrafficLogs.Settings(directory, true, 1000), Clock.systemUTC(), new Steps());
    proxy =
        Proxy.start(
            ProxyConfig.plain(AddressBook.IDENTITY)
                .withEventLoops(1)
                .withFrontDoor(null)
                .withObserver(logs));
    serve(Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    logs.close();
    target.close();
  }

  private void serve(Map<String, String> attributes) {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, attributes)
                .listener("lb", PORT, forward("pods"))
                .rule("lb", PORT, 7, path("/h2"), forward("second"))
                .rule("lb", PORT, 9, path("/fixed"), fixed(404, "not here"))
                .secureListener("lb", SECURE, certificate, forward("pods"))
                .group("pods", target.port())
                .group("second", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, target.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  private static RuleCondition path(String path) {
    return new RuleCondition.PathPattern(List.of(path), List.of());
  }

  private static String answer(String request) throws IOException {
    try (var client = new RawClient(ADDRESS, PORT)) {
      return client.send(request).response();
    }
  }

  private static String secureAnswer(SSLContext context, String serverName) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(InetAddress.getByName(ADDRESS), SECURE));
      var socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, serverName, SECURE, true);
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      socket.setSSLParameters(parameters);
      try (var client = new RawClient(socket)) {
        return client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").response();
      }
    }
  }

  private List<String> lines() throws IOException {
    proxy.close();
    logs.close();
    try (Stream<Path> paths = Files.walk(directory)) {
      Path file =
          paths
              .filter(Files::isRegularFile)
              .filter(path -> !path.getFileName().toString().startsWith("conn_log_"))
              .findFirst()
              .orElseThrow();
      try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
        return new String(in.readAllBytes()).lines().toList();
      }
    }
  }

  @Test
  void aRequestOfAnotherVersionThanTheGroupsNamesNoTarget() throws Exception {
    assertThat(answer("GET /h2 HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 464 \r\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(" - -1 -1 -1 464 - ")
        .contains(" 7 20")
        .contains(" \"forward\" \"-\" \"-\" \"-\" \"-\" ");
  }

  @Test
  void anAnswerOfTheLoadBalancerItselfNamesNoTarget() throws Exception {
    answer("GET /fixed HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: t/1\r\n\r\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(" - -1 -1 -1 404 - ")
        .contains(" \"GET http://shop.test:18978/fixed HTTP/1.1\" \"t/1\" - - - ")
        .contains(" 9 20")
        .contains("Z \"fixed-response\" ");
  }

  @Test
  void aRequestThatIsBlockedTellsItsClass() throws Exception {
    serve(Map.of("routing.http.desync_mitigation_mode", "strictest"));
    answer(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(" 400 - ")
        .contains(" \"Ambiguous\" \"BothTeClPresent\" TID_");
  }

  @Test
  void aMalformedRequestHasDashes() throws Exception {
    answer("G?T / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(" 400 - ")
        .contains(" \"- http://lb-1.eu-west-1.elb.localhost:18978- -\" \"-\" - - - \"-\" ")
        .contains(" \"Severe\" \"BadMethod\" ");
  }

  @Test
  void aClientThatWentAwayBeforeTheAnswerIs460() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
      target.nextHead();
    }
    assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(lines()).singleElement().asString().contains(" -1 -1 460 - ");
  }

  @Test
  void anUpgradedConnectionIsLoggedWhenItEnds() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      client.send("GET /up HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: e\r\n\r\n");
      client.head();
      client.send("x").readAll();
    }
    assertThat(lines()).singleElement().asString().startsWith("ws 20").contains(" 101 101 ");
  }

  @Test
  void theServerNameIsToldOnlyWhenACertificateIsForIt() throws Exception {
    secureAnswer(authority.client(), "www.example.com");
    secureAnswer(authority.client(), "other.example.com");
    List<String> lines = lines();
    String arn = certificate.arn().value();
    assertThat(lines.getFirst())
        .startsWith("https 20")
        .contains(" ECDHE-ECDSA-AES128-GCM-SHA256 TLSv1.2 ")
        .contains(" \"www.example.com\" \"" + arn + "\" 0 20");
    assertThat(lines.get(1)).contains(" \"-\" \"" + arn + "\" 0 20");
  }

  @Test
  void aResumedSessionHasNoCertificate() throws Exception {
    SSLContext client = authority.client();
    secureAnswer(client, "www.example.com");
    secureAnswer(client, "www.example.com");
    List<String> lines = lines();
    assertThat(lines.getFirst()).contains(certificate.arn().value());
    assertThat(lines.get(1)).contains(" \"www.example.com\" \"session-reused\" 0 20");
  }
}
