package dev.weir.proxy.smuggling;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.RuleCondition;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.RawH2Client;
import dev.weir.proxy.RecordingTarget;
import dev.weir.proxy.Snapshots;
import dev.weir.proxy.TestCertificates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// HTTP/2 requests that would become two HTTP/1 requests, or another one, where a load balancer
/// writes them down without care: H2.CL, H2.TE, and line ends in names, values, methods, paths and
/// authorities (RFC 9113 sections 8.2 and 8.3).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2SmugglingTest {
  private static final String ADDRESS = "127.0.5.21";
  private static final int PORT = 18790;
  private static final String INNER = Case.INNER;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private SSLContext trusting;
  private RecordingTarget target;

  @BeforeAll
  void start() throws Exception {
    TestCertificates authority = new TestCertificates();
    trusting = authority.client();
    Certificate certificate = authority.issue("a", "a.example.com", "EC");
    target =
        RecordingTarget.start(connection -> {
          while (true) {
            String head = connection.readHead();
            if (head == null) {
              return;
            }
            readBody(connection, head);
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
        });
    var snapshots =
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of())
            .certificate(certificate)
            .listener(
                "lb",
                PORT,
                ListenerProtocol.HTTPS,
                List.of(certificate.arn()),
                "",
                Map.of(),
                forward("pods"))
            .rule(
                "lb",
                PORT,
                1,
                new RuleCondition.PathPattern(List.of("/smuggled*"), List.of()),
                fixed(403, ""))
            .rule(
                "lb",
                PORT,
                2,
                new RuleCondition.HostHeader(List.of("forbidden.test"), List.of()),
                fixed(403, ""))
            .group("pods", target.port());
    assertThat(proxy.apply(snapshots.build()).failures()).isEmpty();
  }

  private static void readBody(RecordingTarget.Connection connection, String head)
      throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    int length = lower.indexOf("\r\ncontent-length: ");
    if (length >= 0) {
      connection.read(
          Integer.parseInt(lower.substring(length + 18, lower.indexOf('\r', length + 2))));
    } else if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
      int size;
      do {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
          line.append(connection.read(1));
          if (line.isEmpty()) {
            return;
          }
        }
        size = Integer.parseInt(line.toString().trim(), 16);
        connection.read(size + 2);
      } while (size > 0);
    }
  }

  @AfterAll
  void stop() throws Exception {
    proxy.close();
    target.close();
  }

  /// A request as fields, and its body.
  record Request(List<String[]> fields, String body) {}

  private static Arguments get(String name, String... changes) {
    return Arguments.of(name, request("GET", "", changes));
  }

  private static Arguments post(String name, String body, String... changes) {
    return Arguments.of(name, request("POST", body, changes));
  }

  /// Pseudo-fields among the changes replace those that the request has; others are added.
  private static Request request(String method, String body, String... changes) {
    List<String[]> fields = new ArrayList<>();
    fields.add(new String[] {":method", method});
    fields.add(new String[] {":scheme", "https"});
    fields.add(new String[] {":path", "/outer"});
    fields.add(new String[] {":authority", "a"});
    for (int i = 0; i < changes.length; i += 2) {
      String name = changes[i];
      fields.removeIf(field -> name.startsWith(":") && field[0].equals(name));
      if (changes[i + 1] != null) {
        fields.add(name.startsWith(":") ? 0 : fields.size(), new String[] {name, changes[i + 1]});
      }
    }
    return new Request(fields, body);
  }

  static Stream<Arguments> corpus() {
    String length = "" + INNER.length();
    String chunks = "0\r\n\r\n" + INNER;
    List<Arguments> all = new ArrayList<>();
    for (String value :
        List.of(
            "0",
            "1",
            "-1",
            "+35",
            "035,35",
            "0x23",
            "",
            " ",
            "35 ",
            "99",
            "18446744073709551616")) {
      all.add(post("H2.CL " + value, INNER, "content-length", value));
    }
    all.add(post("two lengths", INNER, "content-length", length, "content-length", "0"));
    all.add(post("two lengths, turned", INNER, "content-length", "0", "content-length", length));
    all.add(get("length without a body", "content-length", "35"));
    for (String value : List.of("chunked", "identity", "chunked, identity", "\u000bchunked")) {
      all.add(post("H2.TE " + Case.visible(value), chunks, "transfer-encoding", value));
      all.add(
          post(
              "H2.TE and length " + Case.visible(value),
              chunks,
              "transfer-encoding",
              value,
              "content-length",
              "" + chunks.length()));
    }
    for (String name :
        List.of(
            "connection", "keep-alive", "proxy-connection", "upgrade", "te", "http2-settings")) {
      all.add(post("field " + name, chunks, name, "transfer-encoding"));
    }
    for (String end : List.of("\r\n", "\n", "\r", "\u0000")) {
      String shown = Case.visible(end);
      all.add(get("value with " + shown, "x", "y" + end + "transfer-encoding: chunked"));
      all.add(get("value with a request by " + shown, "x", "y" + end + end + INNER));
      all.add(get("value that begins with " + shown, "x", end + "y"));
      all.add(get("value that ends with " + shown, "x", "y" + end));
      all.add(get("name with " + shown, "x" + end + "transfer-encoding", "chunked"));
      all.add(get("name with a field by " + shown, "x: y" + end + "host", "forbidden.test"));
      all.add(get("method with " + shown, ":method", "GET /smuggled HTTP/1.1" + end + "x: y"));
      all.add(get("method of two lines by " + shown, ":method", "GET" + end + "x"));
      all.add(get("path with " + shown, ":path", "/outer HTTP/1.1" + end + "x: y" + end));
      all.add(get("path with a request by " + shown, ":path", "/outer" + end + end + INNER));
      all.add(get("authority with " + shown, ":authority", "a" + end + "x: y"));
      all.add(get("scheme with " + shown, ":scheme", "https" + end + "x: y"));
      all.add(get("host with " + shown, ":authority", null, "host", "a" + end + "x: y"));
      all.add(get("cookie with " + shown, "cookie", "a=b" + end + "x: y"));
      all.add(get("trailing cookie with " + shown, "cookie", "a=b", "cookie", "c" + end + "x: y"));
    }
    for (String name :
        List.of(
            "x:y",
            ":x",
            "x y",
            "X",
            "content-length ",
            " content-length",
            "x\u0001",
            "x\u007f",
            "x\u00e9",
            "")) {
      all.add(get("name " + Case.visible(name), name, "35"));
    }
    for (String method :
        List.of("", "GET ", " GET", "G(T", "GET\t", "G\u00e9T", "CONNECT", "TRACE", "PRI")) {
      all.add(get("method " + Case.visible(method), ":method", method));
    }
    for (String path :
        List.of(
            "",
            "outer",
            "*",
            "http://forbidden.test/smuggled",
            "http://u@a/outer",
            " /outer",
            "/outer ",
            "/outer x",
            "/outer\t",
            "/outer#/../x",
            "/outer\u0001",
            "/outer HTTP/1.1",
            "//smuggled",
            "?x")) {
      all.add(get("path " + Case.visible(path), ":path", path));
    }
    for (String host :
        List.of("", "a b", "a/smuggled", "a@b", "a,b", "a?b", "a#b", "a\tb", "a:80:80", "A")) {
      all.add(get("authority " + Case.visible(host), ":authority", host));
    }
    for (String scheme : List.of("", "http", "ftp", "https://forbidden.test/smuggled?", "h t")) {
      all.add(get("scheme " + Case.visible(scheme), ":scheme", scheme));
    }
    all.add(get("host beside authority", "host", "forbidden.test"));
    all.add(get("two hosts", ":authority", null, "host", "a", "host", "forbidden.test"));
    all.add(get("expect", "expect", "100-continue"));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void isOneRequestOrNone(String name, Request request) throws Exception {
    int before = target.heads.size();
    String outcome;
    try (var client = new RawH2Client(trusting, ADDRESS, PORT)) {
      client.headers(1, request.body().isEmpty(), request.fields());
      if (!request.body().isEmpty()) {
        client.data(1, true, request.body());
      }
      outcome = client.outcome(1);
    } catch (IOException e) {
      outcome = "closed";
    }
    assertThat(target.heads.size() - before).as(outcome).isLessThanOrEqualTo(1);
    for (String head; (head = target.heads.poll()) != null; ) {
      assertOneHead(head);
    }
    bystander();
  }

  /// Every line is one that the load balancer meant to write.
  private static void assertOneHead(String head) {
    assertThat(head).doesNotContain("forbidden.test");
    String[] lines = head.split("\r\n", -1);
    assertThat(lines[0])
        .matches(
            "[!#-'*+.0-9A-Z^_`a-z|~-]+ /[^ #\\x00-\\x20\\x7f]* HTTP/1\\.1|OPTIONS \\* HTTP/1\\.1|GET \\* HTTP/1\\.1");
    int framing = 0;
    for (int i = 1; i < lines.length - 2; i++) {
      assertThat(lines[i]).matches("[!#-'*+.0-9A-Z^_`a-z|~-]+: [^\\x00-\\x08\\x0a-\\x1f\\x7f]*");
      String name = lines[i].substring(0, lines[i].indexOf(':')).toLowerCase(Locale.ROOT);
      framing += name.equals("content-length") || name.equals("transfer-encoding") ? 1 : 0;
      assertThat(name).isNotIn("connection", "keep-alive", "upgrade", "te", "expect");
    }
    assertThat(framing).as(head).isLessThanOrEqualTo(1);
  }

  private void bystander() throws Exception {
    try (var client = new RawH2Client(trusting, ADDRESS, PORT)) {
      client.headers(1, true, request("GET", "").fields());
      assertThat(client.outcome(1)).isEqualTo("answered");
    }
    target.heads.clear();
  }
}
