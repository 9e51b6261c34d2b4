package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http1ExchangeTest {
  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nServer: pod\r\nContent-Length: 5\r\nKeep-Alive: timeout=5\r\n\r\nhello";

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private final String address = "127.0.5.1";
  private final int port = 18080;

  @AfterEach
  void stop() {
    proxy.close();
  }

  private RawClient client() throws IOException {
    return new RawClient(address, port);
  }

  private void serve(RecordingTarget target, Map<String, String> attributes) {
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", address, attributes)
                .listener("lb", port, forward("pods"))
                .group("pods", target.port())
                .build());
    assertThat(applied.failures()).isEmpty();
    assertThat(applied.bound())
        .singleElement()
        .satisfies(b -> assertThat(b.address()).isEqualTo(new InetSocketAddress(address, port)));
  }

  @Test
  void passesARequestToTheTargetAndItsResponseBack() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send(
            "GET /a?b=c HTTP/1.1\r\nHost: Example.com\r\nUser-Agent: t\r\nConnection: keep-alive\r\n"
                + "X-Forwarded-Proto: gopher\r\nAccept: */*\r\n\r\n");
        assertThat(client.response())
            .isEqualTo("HTTP/1.1 200 OK\r\nServer: pod\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(target.nextHead())
            .matches(
                "GET /a\\?b=c HTTP/1.1\r\nHost: example.com:18080\r\nUser-Agent: t\r\nAccept: \\*/\\*\r\n"
                    + "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 18080\r\n"
                    + "X-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n\r\n");
      }
    }
  }

  @Test
  void usesOneTargetConnectionForManyRequests() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of());
      for (int i = 0; i < 3; i++) {
        try (var client = client()) {
          for (int j = 0; j < 5; j++) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.response()).endsWith("hello");
          }
        }
      }
      assertThat(target.received).hasSize(1);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET /3"
                + " HTTP/1.1\r\nHost: a\r\n\r\n");
        for (int i = 1; i <= 3; i++) {
          assertThat(client.response()).endsWith("hello");
          assertThat(target.nextHead()).contains(" /" + i + " HTTP/1.1");
        }
      }
    }
  }

  @Test
  void streamsARequestBodyOfKnownLength() throws Exception {
    byte[] body = new byte[300_000];
    java.util.Arrays.fill(body, (byte) 'x');
    try (var target =
        RecordingTarget.start(connection -> {
          String head = connection.readHead();
          String got = connection.read(body.length);
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n" + got.length());
          connection.readHead();
        })) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n").send(body);
        assertThat(client.response()).endsWith("\r\n\r\n300000");
      }
    }
  }

  @Test
  void passesChunksBothWays() throws Exception {
    String chunks = "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX-Sum: t\r\n\r\n";
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          String got = connection.read(chunks.length());
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          connection.write(got.replace("X-Sum: t\r\n", ""));
          connection.readHead();
        })) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send(chunks.substring(0, 7)).send(chunks.substring(7));
        assertThat(client.response())
            .isEqualTo(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunks.replace("X-Sum: t\r\n", ""));
        assertThat(target.nextHead()).contains("\r\nTransfer-Encoding: chunked\r\n");
      }
    }
  }

  @Test
  void framesAResponseThatEndsByClosing() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.write("HTTP/1.0 200 OK\r\n\r\nhello");
        })) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.response())
            .isEqualTo(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
      }
    }
  }

  @Test
  void unframesChunksForHttp10() throws Exception {
    try (var target =
        RecordingTarget.answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("GET / HTTP/1.0\r\n\r\n");
        assertThat(client.readAll()).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
        assertThat(target.nextHead()).contains("\r\nHost: lb-1.eu-west-1.elb.localhost\r\n");
      }
    }
  }

  @Test
  void answersExpectContinueItself() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.read(4);
          connection.write(HELLO);
          connection.readHead();
        })) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send(
            "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        client.send("data");
        assertThat(client.response()).endsWith("hello");
        assertThat(target.nextHead()).doesNotContain("Expect");
      }
    }
  }

  @Test
  void pipesBothWaysAfterAnUpgrade() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.write(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nfirst");
          while (true) {
            int b = connection.read();
            if (b < 0) {
              return;
            }
            connection.write(String.valueOf((char) b));
          }
        })) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
        assertThat(client.head())
            .isEqualTo(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
        assertThat(client.read(5)).isEqualTo("first");
        client.send("ping");
        assertThat(client.read(4)).isEqualTo("ping");
      }
    }
  }

  @Test
  void triesAnotherConnectionWhenAPooledOneWasClosed() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.write(HELLO);
          // Takes the next request, and goes away without a word.
          connection.readHead();
        })) {
      serve(target, Map.of());
      try (var client = client()) {
        for (int i = 0; i < 4; i++) {
          client.send("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(client.response()).endsWith("hello");
        }
      }
    }
  }

  @Test
  void answers502WhenTheTargetBreaksOff() throws Exception {
    try (var target = RecordingTarget.start(RecordingTarget.Connection::readHead)) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        String page =
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                + "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";
        assertThat(client.response())
            .matches(
                "HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\nDate: [^\r]+ GMT\r\nContent-Type:"
                    + " text/html\r\nContent-Length: "
                    + page.length()
                    + "\r\nConnection: keep-alive\r\n\r\n"
                    + page);
      }
    }
  }

  @Test
  void answers502WhenTheTargetRefuses() throws Exception {
    var target = RecordingTarget.answering(HELLO);
    serve(target, Map.of());
    target.close();
    try (var client = client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(client.response()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }
  }

  @Test
  void answers503WithoutTargets() throws Exception {
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", address, Map.of())
            .listener("lb", port, forward("pods"))
            .group("pods")
            .build());
    try (var client = client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 503 Service Temporarily Unavailable\r\n");
    }
  }

  @Test
  void answersFixedResponsesAndRedirects() throws Exception {
    proxy.apply(
        new Snapshots()
            .loadBalancer("lb", address, Map.of())
            .listener("lb", port, fixed(404, ""))
            .rule(
                "lb",
                port,
                1,
                new RuleCondition.PathPattern(List.of("/new"), List.of()),
                fixed(503, "Backend service does not exist"))
            .rule(
                "lb",
                port,
                2,
                new RuleCondition.PathPattern(List.of("/go"), List.of()),
                new RuleAction.Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 301))
            .build());
    try (var client = client()) {
      client.send("GET /new HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.response())
          .matches(
              "HTTP/1.1 503 Service Temporarily Unavailable\r\nServer: awselb/2.0\r\nDate:"
                  + " [^\r]+\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 30\r\n"
                  + "Connection: keep-alive\r\n\r\nBackend service does not exist");
      client.send("GET /go?x=y HTTP/1.1\r\nHost: www.example.com\r\n\r\n");
      assertThat(client.response())
          .startsWith("HTTP/1.1 301 Moved Permanently\r\n")
          .contains("\r\nLocation: https://www.example.com:443/go?x=y\r\n")
          .contains("\r\nContent-Length: 134\r\n");
      client.send("HEAD /other HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.head())
          .startsWith("HTTP/1.1 404 Not Found\r\n")
          .contains("\r\nContent-Length: 0\r\n");
    }
  }

  @Test
  void passesOnAnAnswerThatComesBeforeTheBodyIsRead() throws Exception {
    byte[] part = new byte[64 * 1024];
    String answer = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n";
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          connection.write(answer);
        })) {
      serve(target, Map.of());
      for (int round = 0; round < 40; round++) {
        try (var client = client()) {
          client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n");
          for (int i = 0; i < 1 + round / 4; i++) {
            client.send(part);
          }
          assertThat(client.head())
              .startsWith("HTTP/1.1 413 Content Too Large\r\n")
              .contains("\r\nConnection: close\r\n");
        }
      }
    }
  }

  @Test
  void responseToHeadHasNoBody() throws Exception {
    try (var target = RecordingTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")) {
      serve(target, Map.of());
      try (var client = client()) {
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
      }
    }
  }
}
