package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.TrustStore;
import dev.weir.proxy.health.Steps;
import dev.weir.proxy.log.TrafficLogs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Client certificates: what targets and the connection log are told of them.
class MutualTlsTest {
  private static final String ADDRESS = "127.0.5.16";
  private static final int PORT = 18976;
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  @TempDir Path directory;
  private final RecordingTarget target = RecordingTarget.answering(HELLO);
  private TestCertificates authority;
  private Certificate own;
  private TrafficLogs logs;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    authority = new TestCertificates();
    own = authority.issue("a", "www.example.com", "EC");
    logs =
        new TrafficLogs(
            new TrafficLogs.Settings(directory, true, 1000), Clock.systemUTC(), new Steps());
    proxy =
        Proxy.start(
            ProxyConfig.plain(AddressBook.IDENTITY)
                .withEventLoops(1)
                .withFrontDoor(null)
                .withObserver(logs));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    logs.close();
    target.close();
  }

  private void serve(String mode, Map<String, String> attributes, String... revocations)
      throws Exception {
    Arn storeArn = Arn.of("elasticloadbalancing", "eu-west-1", "000000000000", "truststore/t/1");
    var store = new TrustStore(storeArn, "t", "ACTIVE", authority.caPem(), List.of(revocations));
    var mutual =
        new Listener.MutualAuthentication(
            mode,
            mode.equals("verify") ? Optional.of(storeArn) : Optional.empty(),
            false,
            Optional.empty());
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .certificate(own)
                .trustStore(store)
                .listener(
                    new Listener(
                        Snapshots.listenerArn("lb", PORT),
                        Snapshots.loadBalancerArn("lb"),
                        PORT,
                        ListenerProtocol.HTTPS,
                        List.of(forward("pods")),
                        List.of(own.arn()),
                        "ELBSecurityPolicy-TLS13-1-2-2021-06",
                        Optional.empty(),
                        Optional.of(mutual),
                        attributes))
                .group("pods", target.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  /// What the client gets for a request, empty when the handshake fails.
  private static String answer(SSLContext context, String request) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(InetAddress.getByName(ADDRESS), PORT));
      var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, ADDRESS, PORT, true);
      try (var client = new RawClient(socket)) {
        return client.send(request).response();
      } catch (IOException e) {
        return "";
      }
    }
  }

  /// The only line of the connection log, without its time and the client's address.
  private String logged() throws Exception {
    proxy.close();
    logs.close();
    try (Stream<Path> paths = Files.walk(directory)) {
      Path file =
          paths
              .filter(path -> path.toString().contains("conn_log_"))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow();
      try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
        String line = new String(in.readAllBytes()).strip();
        assertThat(line).doesNotContain("\n");
        return line.substring(line.indexOf(' ' + String.valueOf(PORT) + ' ') + 1);
      }
    }
  }

  @Test
  void renamedFieldsComeFromTheLoadBalancerAlone() throws Exception {
    serve(
        "verify",
        Map.of("routing.http.request.x_amzn_mtls_clientcert_subject.header_name", "X-Who"));
    SSLContext client = authority.client(authority.issue("c", "me.example.com", "EC"));
    assertThat(answer(client, "GET / HTTP/1.1\r\nHost: a\r\nx-who: CN=boss\r\n\r\n"))
        .endsWith("hello");
    assertThat(target.nextHead())
        .contains("\r\nX-Who: CN=me.example.com\r\n")
        .doesNotContain("boss")
        .doesNotContain("X-Amzn-Mtls-Clientcert-Subject");
  }

  @Test
  void passthroughSendsTheCertificateAndTakesClientsWithoutOne() throws Exception {
    serve("passthrough", Map.of());
    String request = "GET / HTTP/1.1\r\nHost: a\r\nX-Amzn-Mtls-Clientcert: forged\r\n\r\n";
    assertThat(answer(authority.client(), request)).endsWith("hello");
    assertThat(target.nextHead()).doesNotContain("Mtls");
    SSLContext stranger = authority.client(new TestCertificates().issue("x", "x.test", "EC"));
    assertThat(answer(stranger, request)).endsWith("hello");
    assertThat(target.nextHead())
        .contains("\r\nX-Amzn-Mtls-Clientcert: -----BEGIN%20CERTIFICATE-----%0AMII")
        .contains("-----END%20CERTIFICATE-----%0A\r\n")
        .doesNotContain("forged")
        .doesNotContain("-Leaf");
  }

  @Test
  void theConnectionLogTellsTheCertificate() throws Exception {
    serve("verify", Map.of());
    SSLContext client = authority.client(authority.issue("c", "me.example.com", "EC"));
    assertThat(answer(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("hello");
    assertThat(logged())
        .matches(
            PORT
                + " TLSv1.3 TLS_AES_\\w+ [0-9.]+ \"CN=me.example.com\""
                + " NotBefore=[-0-9T:]+Z;NotAfter=[-0-9T:]+Z [0-9A-F]+ Success TID_[0-9a-f]+ x25519");
  }

  @Test
  void anUnknownAuthorityIsUntrusted() throws Exception {
    serve("verify", Map.of());
    SSLContext stranger =
        authority.client(new TestCertificates("CN=Other").issue("x", "x.test", "EC"));
    assertThat(answer(stranger, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isEmpty();
    assertThat(logged())
        .contains(" \"CN=x.test\" NotBefore=")
        .contains(" Failed:ClientCertUntrusted ");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    serve("verify", Map.of());
    Instant now = Instant.now();
    Certificate old =
        authority.issue(
            "o", "o.test", "EC", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));
    assertThat(answer(authority.client(old), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isEmpty();
    assertThat(logged()).contains(" Failed:ClientCertExpired ");
  }

  @Test
  void aRevokedCertificateIsRefused() throws Exception {
    Certificate revoked = authority.issue("r", "r.test", "EC");
    serve("verify", Map.of(), authority.crlPem(revoked));
    assertThat(answer(authority.client(revoked), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isEmpty();
    assertThat(logged()).contains(" Failed:ClientCertCrlHit ");
  }

  @Test
  void aClientWithoutCertificateIsRefused() throws Exception {
    serve("verify", Map.of());
    assertThat(answer(authority.client(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isEmpty();
    assertThat(logged()).contains(" \"-\" - - Failed:UnmappedConnectionError ");
  }
}
