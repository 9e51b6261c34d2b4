package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RuleAction;
import dev.weir.elb.TargetGroupProtocol;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Http2Test {
  private static final String ADDRESS = "127.0.0.1";
  private static final int PORT = 18444;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private TestCertificates authority;
  private HttpClient client;

  @BeforeEach
  void client() throws Exception {
    authority = new TestCertificates();
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(authority.client())
            .connectTimeout(Duration.ofSeconds(60))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
  }

  private void serve(RuleAction action, Snapshots snapshots) throws Exception {
    Certificate certificate = authority.issue("a", "localhost", "EC");
    var applied =
        proxy.apply(
            snapshots
                .loadBalancer("lb", ADDRESS, Map.of())
                .secureListener("lb", PORT, certificate, action)
                .build());
    assertThat(applied.failures()).isEmpty();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + PORT + path))
        .timeout(Duration.ofSeconds(60));
  }

  @Test
  void answersItself() throws Exception {
    serve(fixed(200, "from the load balancer"), new Snapshots());
    var response = client.send(request("/").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("from the load balancer");
    assertThat(response.headers().firstValue("server")).contains("awselb/2.0");
  }

  @Test
  void goesToHttp1Targets() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          while (connection.readHead() != null) {
            connection.write(
                "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nX-A: b\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
          }
        })) {
      serve(forward("pods"), new Snapshots().group("pods", target.port()));
      for (int i = 0; i < 3; i++) {
        var response =
            client.send(request("/p?q=" + i).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).isEqualTo("abcde");
        assertThat(response.headers().firstValue("x-a")).contains("b");
        assertThat(target.nextHead())
            .startsWith("GET /p?q=" + i + " HTTP/1.1\r\nHost: localhost:18444\r\n")
            .contains("\r\nX-Forwarded-Proto: https\r\n")
            .contains("\r\nuser-agent: ");
      }
      assertThat(target.received).hasSize(1);
    }
  }

  @Test
  void streamsUploadsWithFlowControl() throws Exception {
    byte[] body = new byte[1_000_000];
    try (var target =
        RecordingTarget.start(connection -> {
          connection.readHead();
          int got = connection.read(body.length).length();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + got);
          connection.readHead();
        })) {
      serve(forward("pods"), new Snapshots().group("pods", target.port()));
      var response =
          client.send(
              request("/").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("1000000");
    }
  }

  @Test
  void chunksUploadsOfUnknownLength() throws Exception {
    try (var target =
        RecordingTarget.start(connection -> {
          String head = connection.readHead();
          StringBuilder body = new StringBuilder();
          while (!body.toString().endsWith("0\r\n\r\n")) {
            body.append((char) connection.read());
          }
          String answer = head.contains("transfer-encoding: chunked") + ":" + body.length();
          connection.write(
              "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
          connection.readHead();
        })) {
      serve(forward("pods"), new Snapshots().group("pods", target.port()));
      var publisher =
          HttpRequest.BodyPublishers.fromPublisher(
              HttpRequest.BodyPublishers.ofString("hello chunks"));
      var response =
          client.send(request("/").POST(publisher).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).startsWith("true:");
    }
  }

  @Test
  void streamsLargeResponsesToManyStreams() throws Exception {
    byte[] large = new byte[1_000_000];
    try (var target =
        RecordingTarget.start(connection -> {
          while (connection.readHead() != null) {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            connection.write(large);
          }
        })) {
      serve(forward("pods"), new Snapshots().group("pods", target.port()));
      List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            client.sendAsync(request("/" + i).build(), HttpResponse.BodyHandlers.ofByteArray()));
      }
      for (var one : all) {
        assertThat(one.get().body()).hasSize(1_000_000);
      }
    }
  }

  @Test
  void answers464ToHttp1ClientsOfHttp2Targets() throws Exception {
    serve(
        forward("pods"),
        new Snapshots().group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, 1));
    var response =
        client.send(
            request("/").version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(464);
  }

  @Test
  void speaksHttp2ToTargets() throws Exception {
    try (var target = Http2Target.start()) {
      serve(
          forward("pods"),
          new Snapshots()
              .group("pods", TargetGroupProtocol.HTTP, ProtocolVersion.HTTP2, target.port()));
      List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(
            client.sendAsync(
                request("/" + i).POST(HttpRequest.BodyPublishers.ofString("body " + i)).build(),
                HttpResponse.BodyHandlers.ofString()));
      }
      for (int i = 0; i < 50; i++) {
        var response = all.get(i).get();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("POST /" + i + " body " + i);
      }
      assertThat(target.connections()).isEqualTo(1);
    }
  }
}
