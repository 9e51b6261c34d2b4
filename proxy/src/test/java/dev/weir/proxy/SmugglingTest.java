package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that two parsers may read differently. Each carries a second request, `/smuggled`,
/// where a lenient parser would find one. The target keeps all bytes it gets: whatever it is, it
/// never may see more than one request, and what is behind the first head must be what that head
/// announces.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {
  private static final String INNER = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final List<String> MODES = List.of("monitor", "defensive", "strictest");
  private static final String ADDRESS = "127.0.5.3";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private RecordingTarget target;

  @BeforeAll
  void start() {
    target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          while (connection.read() >= 0) {
            // Keeps what comes after the head.
          }
        });
    Snapshots snapshots = new Snapshots().group("pods", target.port());
    int port = 18500;
    for (String mode : MODES) {
      snapshots
          .loadBalancer(mode, ADDRESS, Map.of("routing.http.desync_mitigation_mode", mode))
          .listener(mode, port++, forward("pods"));
    }
    assertThat(proxy.apply(snapshots.build()).failures()).isEmpty();
  }

  @AfterAll
  void stop() throws IOException {
    proxy.close();
    target.close();
  }

  /// Name, class, bytes. `%s` stands for the length of the inner request.
  static Stream<Arguments> corpus() {
    String post = "POST /outer HTTP/1.1\r\nHost: a\r\n";
    int length = INNER.length();
    String chunkedEmpty = "0\r\n\r\n" + INNER;
    return Stream.of(
        Arguments.of(
            "length and chunked",
            "Ambiguous",
            post
                + "Content-Length: "
                + (length + 5)
                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunkedEmpty),
        Arguments.of(
            "chunked and length",
            "Ambiguous",
            post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "two lengths",
            "Severe",
            post + "Content-Length: 0\r\nContent-Length: " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "two lengths, the other way",
            "Severe",
            post + "Content-Length: " + length + "\r\nContent-Length: 0\r\n\r\n" + INNER),
        Arguments.of("length with a plus", "Severe", post + "Content-Length: +0\r\n\r\n" + INNER),
        Arguments.of(
            "length in hexadecimal", "Severe", post + "Content-Length: 0x0\r\n\r\n" + INNER),
        Arguments.of("negative length", "Severe", post + "Content-Length: -1\r\n\r\n" + INNER),
        Arguments.of(
            "list of lengths",
            "Severe",
            post + "Content-Length: 0, " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "length too large",
            "Severe",
            post + "Content-Length: 18446744073709551616\r\n\r\n" + INNER),
        Arguments.of("empty length", "Severe", post + "Content-Length:\r\n\r\n" + INNER),
        Arguments.of(
            "length with inner space", "Severe", post + "Content-Length: 1 0\r\n\r\n" + INNER),
        Arguments.of(
            "space before the colon of length",
            "Ambiguous",
            post + "Content-Length : " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "tab before the colon of chunked",
            "Ambiguous",
            post + "Transfer-Encoding\t: chunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "underscore for hyphen",
            "Ambiguous",
            post + "Transfer_Encoding: chunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "lookalike beside the real one",
            "Severe",
            post + "Content_Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "unknown coding",
            "Severe",
            post + "Transfer-Encoding: xchunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "vertical tab before chunked",
            "Severe",
            post + "Transfer-Encoding: \u000bchunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "quoted chunked",
            "Severe",
            post + "Transfer-Encoding: \"chunked\"\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "chunked twice",
            "Severe",
            post
                + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunkedEmpty),
        Arguments.of(
            "chunked, then identity",
            "Severe",
            post + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "chunked with a parameter",
            "Severe",
            post + "Transfer-Encoding: chunked;a=b\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "folded coding",
            "Severe",
            post + "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "folded length", "Severe", post + "Content-Length:\r\n " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "length folded into another field",
            "Ambiguous",
            post + "X: y\r\n Content-Length: " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "NUL in a value", "Severe", post + "X: a\u0000b\r\nContent-Length: 0\r\n\r\n" + INNER),
        Arguments.of(
            "CR in a value",
            "Severe",
            post + "X: a\rContent-Length: " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "CR in a name", "Severe", post + "X\r: a\r\nContent-Length: 0\r\n\r\n" + INNER),
        Arguments.of(
            "bare LF hides a length",
            "Acceptable",
            post + "X: a\nContent-Length: " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "GET with a length",
            "Ambiguous",
            "GET /outer HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "GET with chunks",
            "Ambiguous",
            "GET /outer HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunkedEmpty),
        Arguments.of(
            "HTTP/1.0 with chunks",
            "Ambiguous",
            "POST /outer HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunkedEmpty),
        Arguments.of(
            "no colon", "Ambiguous", post + "Content-Length " + length + "\r\n\r\n" + INNER),
        Arguments.of(
            "space before the first field",
            "Severe",
            "POST /outer HTTP/1.1\r\n Host: b\r\nHost: a\r\nContent-Length: 0\r\n\r\n" + INNER),
        Arguments.of(
            "bad method", "Severe", "POS\u0001T /outer HTTP/1.1\r\nHost: a\r\n\r\n" + INNER),
        Arguments.of(
            "version of nobody", "Severe", "POST /outer HTTP/1.x\r\nHost: a\r\n\r\n" + INNER),
        Arguments.of(
            "request line in the target",
            "Acceptable",
            "GET /outer HTTP/1.1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
        Arguments.of(
            "chunk size with a sign",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + INNER),
        Arguments.of(
            "chunk size 0x",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n" + INNER),
        Arguments.of(
            "chunk size overflow",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n" + INNER),
        Arguments.of(
            "bare LF after chunk size",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n0\n\r\n" + INNER),
        Arguments.of(
            "bare LF in a chunk extension",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n4c\r\n0\r\n\r\n" + INNER),
        Arguments.of(
            "bare CR in a chunk extension",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n0;\rx\r\n\r\n" + INNER),
        Arguments.of(
            "chunk data without CR LF",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n" + INNER),
        Arguments.of(
            "folded trailer",
            "Compliant",
            post + "Transfer-Encoding: chunked\r\n\r\n0\r\n X: y\r\n\r\n" + INNER));
  }

  static Stream<Arguments> corpusInAllModes() {
    return corpus()
        .flatMap(one ->
            MODES.stream()
                .map(mode -> Arguments.of(mode, one.get()[0], one.get()[1], one.get()[2])));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("corpusInAllModes")
  void neverSendsTwoRequestsWhereOneWasSent(String mode, String name, String level, String bytes)
      throws Exception {
    int before = target.received.size();
    String answer;
    try (var client = new RawClient(ADDRESS, 18500 + MODES.indexOf(mode))) {
      client.socket().setSoTimeout(700);
      client.send(bytes);
      answer = readWhatComes(client);
    }
    boolean blocked =
        switch (mode) {
          case "strictest" -> !level.equals("Compliant");
          case "defensive" -> level.equals("Severe");
          default -> false;
        };
    if (blocked) {
      assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close");
      assertThat(countOf(answer, "HTTP/1.1 ")).isEqualTo(1);
    }
    // A connection that was opened and given up, perhaps by the case before, brings no request.
    StringBuilder seen = new StringBuilder();
    int requests = 0;
    for (int i = before; i < target.received.size(); i++) {
      synchronized (target.received.get(i)) {
        requests += target.received.get(i).size() == 0 ? 0 : 1;
        seen.append(target.received.get(i));
      }
    }
    boolean framed =
        level.equals("Acceptable")
            || seen.indexOf("\r\nContent-Length: " + INNER.length() + "\r\n") > 0;
    if (blocked) {
      assertThat(seen.toString()).isEmpty();
    }
    assertThat(requests).as(seen.toString()).isLessThanOrEqualTo(1);
    if (!framed) {
      assertThat(seen.toString()).doesNotContain("/smuggled");
    }
  }

  private static int countOf(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  private static String readWhatComes(RawClient client) throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      while (true) {
        int b = client.socket().getInputStream().read();
        if (b < 0) {
          return all.toString();
        }
        all.append((char) b);
      }
    } catch (SocketTimeoutException e) {
      return all.toString();
    } catch (IOException e) {
      return all + "[reset]";
    }
  }
}
