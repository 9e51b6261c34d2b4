package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.ListenerProtocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the attributes of load balancer and listener do to heads, and what is refused.
class RequestHeadRulesTest {
  private static final String ADDRESS = "127.0.5.5";
  private static final int PORT = 18700;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final RecordingTarget target =
      RecordingTarget.answering(
          "HTTP/1.1 200 OK\r\nServer: pod\r\nX-Frame-Options: ALLOW\r\nContent-Length: 0\r\n\r\n");

  @BeforeEach
  void serve() {
    serve(Map.of(), Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    target.close();
  }

  private void serve(Map<String, String> attributes, Map<String, String> listenerAttributes) {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, attributes)
                .listener(
                    "lb",
                    PORT,
                    ListenerProtocol.HTTP,
                    List.of(),
                    "",
                    listenerAttributes,
                    forward("pods"))
                .group("pods", target.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  private String exchange(String request) throws IOException {
    try (var client = new RawClient(ADDRESS, PORT)) {
      return client.send(request).response();
    }
  }

  private String atTarget(String request) throws Exception {
    assertThat(exchange(request)).startsWith("HTTP/1.1 200 OK\r\n");
    return target.nextHead();
  }

  @Test
  void appendsTheClientToXForwardedFor() throws Exception {
    assertThat(
            atTarget(
                "GET / HTTP/1.1\r\nHost: a\r\nx-forwarded-for: 10.0.0.1\r\nX-Forwarded-For:"
                    + " 10.0.0.2\r\n\r\n"))
        .contains("\r\nX-Forwarded-For: 10.0.0.1, 10.0.0.2, 127.0.0.1\r\n")
        .doesNotContain("x-forwarded-for");
  }

  @Test
  void preservesOrRemovesXForwardedFor() throws Exception {
    serve(Map.of("routing.http.xff_header_processing.mode", "preserve"), Map.of());
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n"))
        .contains("\r\nX-Forwarded-For: 10.0.0.1\r\n");
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).doesNotContain("X-Forwarded-For");
    serve(Map.of("routing.http.xff_header_processing.mode", "remove"), Map.of());
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n"))
        .doesNotContain("X-Forwarded-For");
  }

  @Test
  void tellsTheClientPort() throws Exception {
    serve(Map.of("routing.http.xff_client_port.enabled", "true"), Map.of());
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        .containsPattern("\r\nX-Forwarded-For: 127.0.0.1:\\d+\r\n");
  }

  @Test
  void putsItselfIntoATraceAndKeepsItsRoot() throws Exception {
    assertThat(
            atTarget(
                "GET / HTTP/1.1\r\nHost: a\r\nX-Amzn-Trace-Id:"
                    + " Self=1-1-2;Root=1-67891233-abcdef012345678912345678;CalledFrom=app\r\n\r\n"))
        .containsPattern(
            "\r\nX-Amzn-Trace-Id: Self=1-[0-9a-f]{8}-[0-9a-f]{24};"
                + "Root=1-67891233-abcdef012345678912345678;CalledFrom=app\r\n");
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\nX-Amzn-Trace-Id: CalledFrom=app\r\n\r\n"))
        .containsPattern("\r\nX-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24};CalledFrom=app\r\n");
  }

  @Test
  void forgetsATraceThatIsTooLong() throws Exception {
    String root = "Root=1-67891233-abcdef012345678912345678";
    String trace = root + ";A=" + "x".repeat(7 * 1024);
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\nX-Amzn-Trace-Id: " + trace + "\r\n\r\n"))
        .containsPattern("\r\nX-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n")
        .doesNotContain("67891233");
  }

  @ParameterizedTest
  @CsvSource({
    "WWW.Example.com, www.example.com:18700",
    "a:18700, a:18700",
    "a:80, a",
    "a:443, a:443",
    "a:81, a:81",
    "[::1], [::1]:18700",
    "[::1]:80, [::1]"
  })
  void writesHostWithThePortOfTheListener(String received, String sent) throws Exception {
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: " + received + "\r\n\r\n"))
        .contains("\r\nHost: " + sent + "\r\n");
  }

  @Test
  void preservesHost() throws Exception {
    serve(Map.of("routing.http.preserve_host_header.enabled", "true"), Map.of());
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: ExAmple.com:99\r\n\r\n"))
        .contains("\r\nHost: ExAmple.com:99\r\n");
  }

  @Test
  void takesHostFromAnAbsoluteTarget() throws Exception {
    assertThat(atTarget("GET http://WWW.example.com/p?q HTTP/1.1\r\nHost: other\r\n\r\n"))
        .startsWith("GET /p?q HTTP/1.1\r\nHost: www.example.com:18700\r\n");
  }

  @Test
  void dropsFieldsOfOneHop() throws Exception {
    assertThat(
            atTarget(
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: x-secret, keep-alive\r\nX-Secret: s\r\n"
                    + "Keep-Alive: 5\r\nProxy-Connection: x\r\nTE: trailers\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: x\r\nProxy-Authorization: kept\r\n\r\n"))
        .startsWith(
            "GET / HTTP/1.1\r\nHost: a:18700\r\nProxy-Authorization: kept\r\nX-Forwarded-For:");
  }

  @Test
  void dropsFieldsWithInvalidNamesWhenTold() throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: a\r\nX_Y: 1\r\nX-Z: 2\r\n\r\n";
    assertThat(atTarget(request)).contains("\r\nX_Y: 1\r\nX-Z: 2\r\n");
    serve(Map.of("routing.http.drop_invalid_header_fields.enabled", "true"), Map.of());
    assertThat(atTarget(request)).doesNotContain("X_Y").contains("\r\nX-Z: 2\r\n");
  }

  @Test
  void joinsFoldedLines() throws Exception {
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n  2\r\nY: 3\r\n\r\n"))
        .containsPattern("\r\nX: 1 +2\r\nY: 3\r\n");
  }

  @Test
  void setsResponseHeadersOfTheListener() throws Exception {
    serve(
        Map.of(),
        Map.of(
            "routing.http.response.x_frame_options.header_value", "DENY",
            "routing.http.response.strict_transport_security.header_value", "max-age=1",
            "routing.http.response.server.enabled", "false"));
    assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nServer: pod\r\nContent-Length: 0\r\n"
                + "Strict-Transport-Security: max-age=1\r\nX-Frame-Options: DENY\r\n\r\n");
    assertThat(exchange("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 405 Not Allowed\r\nDate: ")
        .contains("\r\nX-Frame-Options: DENY\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1\r\n\r\n', 400 Bad Request",
    "'GET / HTTP/3.0\r\nHost: a\r\n\r\n', 505 HTTP Version Not Supported",
    "'GET / HTTP/1.x\r\nHost: a\r\n\r\n', 400 Bad Request",
    "'G?T / HTTP/1.1\r\nHost: a\r\n\r\n', 400 Bad Request",
    "'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n', 405 Not Allowed",
    "'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405 Not Allowed",
    "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 501 Not Implemented",
    "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: bogus\r\n\r\n', 400 Bad Request",
    "'GET foo HTTP/1.1\r\nHost: a\r\n\r\n', 400 Bad Request"
  })
  void refuses(String request, String status) throws Exception {
    assertThat(exchange(request)).startsWith("HTTP/1.1 " + status + "\r\n");
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    String line = "GET /" + "x".repeat(16 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(exchange(line)).startsWith("HTTP/1.1 414 Request-URI Too Large\r\n");
    String field = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(16 * 1024) + "\r\n\r\n";
    assertThat(exchange(field)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    String many =
        IntStream.range(0, 70)
            .mapToObj(i -> "X-" + i + ": " + "x".repeat(1000) + "\r\n")
            .collect(Collectors.joining());
    assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\n" + many + "\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request\r\n");
  }

  @Test
  void takesLargeHeadsWithinTheLimits() throws Exception {
    String many =
        IntStream.range(0, 60)
            .mapToObj(i -> "X-" + i + ": " + "x".repeat(1000) + "\r\n")
            .collect(Collectors.joining());
    assertThat(atTarget("GET / HTTP/1.1\r\nHost: a\r\n" + many + "\r\n")).contains("\r\nX-59: xxx");
  }

  @Test
  void answers463ToMoreThanThirtyAddresses() throws Exception {
    String addresses =
        IntStream.range(0, 31).mapToObj(i -> "10.0.0." + i).collect(Collectors.joining(", "));
    assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + addresses + "\r\n\r\n"))
        .startsWith("HTTP/1.1 463 \r\n");
  }

  @Test
  void answers502ToMalformedResponses() throws Exception {
    for (String response :
        List.of(
            "nonsense\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + "x".repeat(33 * 1024) + "\r\n\r\n")) {
      try (var broken = RecordingTarget.answering(response)) {
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .listener("lb", PORT, forward("pods"))
                .group("pods", broken.port())
                .build());
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
            .startsWith("HTTP/1.1 502 Bad Gateway\r\n");
      }
    }
  }
}
