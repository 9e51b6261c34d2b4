package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.RuleCondition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// HTTP/0.9 and HTTP/1.0 clients.
class OldVersionsTest {
  private static final String ADDRESS = "127.0.5.13";
  private static final int PORT = 18972;
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void serve(RecordingTarget target, Map<String, String> attributes) {
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", ADDRESS, attributes)
            .listener("lb", PORT, forward("pods"))
            .rule(
                "lb",
                PORT,
                1,
                new RuleCondition.PathPattern(List.of("/fixed"), List.of()),
                fixed(404, "not here"))
            .group("pods", target.port())
            .build());
  }

  private static String all(String request) throws IOException {
    try (var client = new RawClient(ADDRESS, PORT)) {
      return client.send(request).readAll();
    }
  }

  @Test
  void http09GetsTheContentAlone() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of());
      assertThat(all("GET /a\r\n")).isEqualTo("hello");
      assertThat(target.nextHead())
          .startsWith("GET /a HTTP/1.1\r\nHost: lb-1.eu-west-1.elb.localhost\r\n");
      assertThat(all("GET /fixed\r\n")).isEqualTo("not here");
    }
  }

  @Test
  void http09GetsTheContentOfChunksAlone() throws Exception {
    try (var target =
        RecordingTarget.answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) {
      serve(target, Map.of());
      assertThat(all("GET /a\r\n")).isEqualTo("abc");
    }
  }

  @Test
  void http09IsAcceptableAndHasNoOtherMethodThanGet() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of("routing.http.desync_mitigation_mode", "strictest"));
      assertThat(all("GET /a\r\n")).startsWith("<html>\r\n<head><title>400 Bad Request</title>");
      assertThat(all("POST /a\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
      assertThat(target.heads).isEmpty();
    }
  }

  @Test
  void http09WithFieldsIsAnsweredAsHttp10() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of());
      assertThat(all("GET /a HTTP/0.9\r\nX-A: b\r\n\r\n"))
          .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
      assertThat(target.nextHead()).contains("\r\nX-A: b\r\n");
    }
  }

  @Test
  void http10StaysOpenWhenAsked() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of());
      try (var client = new RawClient(ADDRESS, PORT)) {
        for (int i = 0; i < 2; i++) {
          client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
          assertThat(client.response())
              .isEqualTo(
                  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello");
        }
        client.send("GET / HTTP/1.0\r\n\r\n");
        assertThat(client.readAll())
            .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
      }
    }
  }
}
