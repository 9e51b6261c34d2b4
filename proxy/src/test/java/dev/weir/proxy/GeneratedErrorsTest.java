package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleTransform;
import dev.weir.elb.TargetGroupProtocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The responses that the load balancer makes itself, to the byte: status line, header fields in
/// ALB's order, and its page. 504 and 408 are in `TimeoutTest`, 401 and 561 in `OidcTest`, 562 in
/// `JwtValidationTest`.
class GeneratedErrorsTest {
  private static final String ADDRESS = "127.0.5.19";
  private static final int PORT = 18980;

  private static Proxy proxy;
  private static RecordingTarget broken;

  @BeforeAll
  static void serve() {
    broken = RecordingTarget.start(RecordingTarget.Connection::readHead);
    proxy =
        Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
    var listener = Snapshots.listenerArn("lb", PORT);
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .listener("lb", PORT, fixed(200, "ok"))
                .rule("lb", PORT, 1, path("/502"), forward("broken"))
                .rule("lb", PORT, 2, path("/503"), forward("empty"))
                .rule("lb", PORT, 3, path("/464"), forward("second"))
                .rule(
                    "lb",
                    PORT,
                    4,
                    path("/go*"),
                    new RuleAction.Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 302))
                .rule(
                    new ListenerRule(
                        listener.rule("r5"),
                        listener,
                        5,
                        List.of(path("/500")),
                        List.of(forward("broken")),
                        List.of(
                            new RuleTransform.UrlRewrite(
                                List.of(new RuleTransform.Rewrite("^/500$", "no slash"))))))
                .group("broken", broken.port())
                .group("empty")
                .group("second", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, broken.port())
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    broken.close();
  }

  private static RuleCondition path(String path) {
    return new RuleCondition.PathPattern(List.of(path), List.of());
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  static Stream<Arguments> errors() {
    String addresses =
        String.join(",", IntStream.range(0, 31).mapToObj(i -> "10.0.0." + i).toList());
    return Stream.of(
        Arguments.of("400 Bad Request", "close", "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of("405 Not Allowed", "keep-alive", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of("414 Request-URI Too Large", "close", get("/" + "x".repeat(17_000))),
        Arguments.of(
            "463 ",
            "keep-alive",
            "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + addresses + "\r\n\r\n"),
        Arguments.of("464 ", "keep-alive", get("/464")),
        Arguments.of("500 Internal Server Error", "keep-alive", get("/500")),
        Arguments.of(
            "501 Not Implemented",
            "close",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"),
        Arguments.of("502 Bad Gateway", "keep-alive", get("/502")),
        Arguments.of("503 Service Temporarily Unavailable", "keep-alive", get("/503")),
        Arguments.of("505 HTTP Version Not Supported", "close", "GET / HTTP/2.0\r\n\r\n"),
        Arguments.of("507 Insufficient Storage", "keep-alive", get("/go?" + "x".repeat(9 * 1024))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void looksAsThatOfAlb(String status, String connection, String request) throws Exception {
    String text = status.strip();
    String page =
        "<html>\r\n<head><title>"
            + text
            + "</title></head>\r\n<body>\r\n<center><h1>"
            + text
            + "</h1></center>\r\n</body>\r\n</html>\r\n";
    try (var client = new RawClient(ADDRESS, PORT)) {
      assertThat(client.send(request).response())
          .matches(
              "HTTP/1\\.1 "
                  + status
                  + "\r\nServer: awselb/2\\.0\r\n"
                  + "Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"
                  + "Content-Type: text/html\r\nContent-Length: "
                  + page.length()
                  + "\r\nConnection: "
                  + connection
                  + "\r\n\r\n"
                  + java.util.regex.Pattern.quote(page));
      if (connection.equals("close")) {
        assertThat(client.readAll()).isEmpty();
      } else {
        assertThat(client.send(get("/")).response()).endsWith("\r\n\r\nok");
      }
    }
  }

  @Test
  void thePagesHaveTheLengthsThatAlbWasSeenWith() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      assertThat(client.send(get("/503")).response()).contains("\r\nContent-Length: 162\r\n");
      assertThat(client.send(get("/502")).response()).contains("\r\nContent-Length: 122\r\n");
    }
  }

  @Test
  void aRedirectLooksAsThatOfAlb() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      assertThat(client.send("GET /go/a?b=c HTTP/1.1\r\nHost: a:81\r\n\r\n").response())
          .matches(
              "HTTP/1\\.1 302 Found\r\nServer: awselb/2\\.0\r\nDate: [^\r]+\r\n"
                  + "Content-Type: text/html\r\nContent-Length: 110\r\n"
                  + "Location: https://a:443/go/a\\?b=c\r\nConnection: keep-alive\r\n\r\n(?s).*"
                  + "<h1>302 Found</h1>.*");
    }
  }

  @Test
  void aHeadRequestGetsTheFieldsAlone() throws Exception {
    try (var client = new RawClient(ADDRESS, PORT)) {
      client.send("HEAD /503 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.head()).contains("\r\nContent-Length: 162\r\n");
      assertThat(client.send(get("/")).response()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }
}
