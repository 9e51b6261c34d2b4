package dev.weir.proxy;

import static dev.weir.proxy.Http2Client.request;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.TargetGroupProtocol;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Trailer fields between all versions that meet at a load balancer.
class TrailersTest {
  private static final String ADDRESS = "127.0.5.12";
  private static final int PORT = 18970;
  private static final int PLAIN = 18971;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void serve(ProtocolVersion version, int targetPort) throws Exception {
    Certificate certificate = new TestCertificates().issue("a", "www.example.com", "EC");
    var applied =
        proxy.apply(
            new Snapshots()
                .loadBalancer("lb", ADDRESS, Map.of())
                .listener("lb", PLAIN, forward("pods"))
                .secureListener("lb", PORT, certificate, forward("pods"))
                .group("pods", TargetGroupProtocol.HTTP, version, targetPort)
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  @Test
  void ofAnHttp2RequestReachAnHttp1TargetBehindTheLastChunk() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          StringBuilder body = new StringBuilder();
          while (!body.toString().endsWith("\r\n\r\n")) {
            body.append((char) connection.read());
          }
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n");
          connection.write(body.toString());
          connection.readHead();
        })) {
      serve(ProtocolVersion.HTTP1, target.port());
      try (var client = new Http2Client(ADDRESS, PORT)) {
        var response =
            client
                .open(request("POST", "/"), false)
                .data("abc", false)
                .trailers(new DefaultHttp2Headers().add("x-sum", "7").add("content-length", "9"))
                .response();
        assertThat(response.body()).isEqualTo("3\r\nabc\r\n0\r\nx-sum: 7\r\n\r\n");
      }
    }
  }

  @Test
  void ofAnHttp1ResponseReachAnHttp2Client() throws Exception {
    try (var target =
        RecordingTarget.answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
                + "X-Sum: 7\r\n\r\n")) {
      serve(ProtocolVersion.HTTP1, target.port());
      try (var client = new Http2Client(ADDRESS, PORT)) {
        for (int i = 0; i < 2; i++) {
          var response = client.get("/");
          assertThat(response.status()).isEqualTo("200");
          assertThat(response.body()).isEqualTo("abc");
          assertThat(response.trailers())
              .hasToString(new DefaultHttp2Headers().add("x-sum", "7").toString());
        }
      }
    }
  }

  @Test
  void ofAnHttp1ResponseReachAnHttp1Client() throws Exception {
    String response =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n";
    try (var target = RecordingTarget.answering(response)) {
      serve(ProtocolVersion.HTTP1, target.port());
      try (var client = new RawClient(ADDRESS, PLAIN)) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.read(response.length())).isEqualTo(response);
      }
    }
  }

  @Test
  void ofAnHttp2ResponseReachAnHttp2Client() throws Exception {
    try (var target = Http2Target.start()) {
      serve(ProtocolVersion.GRPC, target.port());
      try (var client = new Http2Client(ADDRESS, PORT)) {
        var response =
            client
                .open(request("POST", "/s/m").add("content-type", "application/grpc"), false)
                .data("x", true)
                .response();
        assertThat(response.status()).isEqualTo("200");
        assertThat(response.trailers().get("grpc-status")).hasToString("0");
      }
    }
  }
}
