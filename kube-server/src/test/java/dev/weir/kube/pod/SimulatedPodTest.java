package dev.weir.kube.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatedPodTest {
  private static final EchoContext CONTEXT =
      new EchoContext("shop", "web", "cart", "cart-1", "127.51.0.1", "node-a", "cart:1");

  private final List<SimulatedPod> pods = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    pods.forEach(SimulatedPod::closeNow);
  }

  @Test
  void answersWithTheFieldsOfTheConformanceEchoServers() throws Exception {
    pod("127.51.0.1", false, 8080);

    HttpResponse<String> answer =
        client.send(
            request("http://127.51.0.1:8080/a%20b?x=1")
                .header("x-forwarded-for", "10.0.0.1")
                .header("x-forwarded-for", "10.0.0.2")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    JsonNode seen = JsonMapper.shared().readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(seen.path("path").asString()).isEqualTo("/a%20b?x=1");
    assertThat(seen.path("host").asString()).isEqualTo("127.51.0.1:8080");
    assertThat(seen.path("method").asString()).isEqualTo("GET");
    assertThat(seen.path("proto").asString()).isEqualTo("HTTP/1.1");
    assertThat(seen.at("/headers/X-Forwarded-For").toString())
        .isEqualTo("[\"10.0.0.1\",\"10.0.0.2\"]");
    assertThat(seen.path("headers").has("Host")).isFalse();
    assertThat(seen.path("namespace").asString()).isEqualTo("shop");
    assertThat(seen.path("ingress").asString()).isEqualTo("web");
    assertThat(seen.path("service").asString()).isEqualTo("cart");
    assertThat(seen.path("pod").asString()).isEqualTo("cart-1");
    assertThat(seen.path("address").asString()).isEqualTo("127.51.0.1");
    assertThat(seen.path("node").asString()).isEqualTo("node-a");
    assertThat(seen.path("image").asString()).isEqualTo("cart:1");
  }

  @Test
  void aBrowserGetsTheSameAsAPageWithEverythingEscaped() throws Exception {
    pod("127.51.0.2", false, 8080);

    HttpResponse<String> answer =
        client.send(
            request("http://127.51.0.2:8080/")
                .header("Accept", "text/html,application/xhtml+xml")
                .header("X-Evil", "<script>")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.body()).contains("cart-1", "&lt;script&gt;").doesNotContain("<script>");
  }

  @Test
  void oneConnectionCarriesManyRequestsWithChunkedAndFixedBodies() throws Exception {
    pod("127.51.0.3", false, 8080);
    try (Socket socket = new Socket("127.51.0.3", 8080)) {
      String requests =
          "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n3;x=y\r\nyou\r\n0\r\nTrailer: t\r\n\r\n"
              + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
              + "HEAD /3 HTTP/1.1\r\nHost: a\r\n\r\n"
              + "GET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));

      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(5);
      assertThat(all).contains("\"/1\"", "\"/2\"", "\"/4\"").doesNotContain("\"/3\"");
      assertThat(all).containsOnlyOnce("Connection: close");
    }
  }

  @Test
  void aClientThatExpectsContinueIsToldToSendTheBody() throws Exception {
    pod("127.51.0.4", false, 8080);

    HttpResponse<String> answer =
        client.send(
            request("http://127.51.0.4:8080/")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aMalformedRequestGets400AndTheEndOfTheConnection() throws Exception {
    pod("127.51.0.5", false, 8080);

    assertThat(raw("127.51.0.5", "NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request");
    assertThat(raw("127.51.0.5", "GET / HTTP/3.0\r\n\r\n")).startsWith("HTTP/1.1 505");
    assertThat(raw("127.51.0.5", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(raw("127.51.0.5", "GET / HTTP/1.1\r\nA: " + "b".repeat(70_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void aWebSocketEchoesMessages() throws Exception {
    pod("127.51.0.6", false, 8080);
    var received = new CompletableFuture<String>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            received.complete(text.toString());
            return null;
          }
        };

    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.51.0.6:8080/ws"), listener)
            .get(60, TimeUnit.SECONDS);
    socket.sendText("hello", true).get(60, TimeUnit.SECONDS);

    assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo("hello");
    socket.abort();
  }

  @Test
  void testPathsAnswerOnlyInPodsThatOptedIn() throws Exception {
    pod("127.51.0.7", true, 8080);
    pod("127.51.0.8", false, 8080);

    assertThat(get("http://127.51.0.7:8080/status/503").statusCode()).isEqualTo(503);
    assertThat(get("http://127.51.0.7:8080/health").body()).isEqualTo("OK");
    assertThat(get("http://127.51.0.8:8080/status/503").statusCode()).isEqualTo(200);
    HttpResponse<String> withHeader =
        client.send(
            request("http://127.51.0.7:8080/?delay=20ms")
                .header("X-Echo-Set-Header", "X-A: one, X-B: two")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(withHeader.headers().firstValue("X-B")).hasValue("two");
  }

  @Test
  void aClientThatBeginsWithTlsIsAnsweredOverTls() throws Exception {
    pod("127.51.0.18", false, 8080);
    try (Socket plain = new Socket("127.51.0.18", 8080);
        Socket secure = PodTls.connect(plain, "cart.example.com", 8080)) {
      String request = "GET /tls HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      secure.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      String answer = new String(secure.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("\"/tls\"", "\"TLSv1.3\"");
      assertThat(answer).contains("\"serverName\" : \"cart.example.com\"");
    }
    assertThat(get("http://127.51.0.18:8080/").statusCode()).isEqualTo(200);
  }

  @Test
  void aPortForHttpsRefusesPlainHttp() throws Exception {
    var pod = new SimulatedPod("127.51.0.19", PodAddresses.IDENTITY, Clock.systemUTC());
    pods.add(pod);
    assertThat(pod.serve(List.of(new ServedPort(8443, "main", CONTEXT, false, true)))).isEmpty();

    HttpResponse<String> answer = get("http://127.51.0.19:8443/");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Client sent an HTTP request to an HTTPS server.\n");
  }

  @Test
  void everyRequestIsALineOfTheContainersLog() throws Exception {
    SimulatedPod pod = pod("127.51.0.9", false, 8080);

    get("http://127.51.0.9:8080/some/path");

    assertThat(pod.log("main").after(0))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).contains("\"GET /some/path HTTP/1.1\" 200 "));
  }

  @Test
  void aPortThatIsTakenIsReportedAndTheOthersServe() throws Exception {
    pod("127.51.0.10", false, 8080);
    var second = new SimulatedPod("127.51.0.10", PodAddresses.IDENTITY, Clock.systemUTC());
    pods.add(second);

    Map<Integer, String> failures = second.serve(List.of(served(8080, false), served(8081, false)));

    assertThat(failures).containsOnlyKeys(8080);
    assertThat(failures.get(8080))
        .isEqualTo("cannot listen on 127.51.0.10:8080: Address already in use");
    assertThat(get("http://127.51.0.10:8081/").statusCode()).isEqualTo(200);
  }

  @Test
  void nothingIsEverBoundOutsideLoopback() {
    PodAddresses everywhere = (_, port) -> new InetSocketAddress("0.0.0.0", port);
    var pod = new SimulatedPod("127.51.0.11", everywhere, Clock.systemUTC());

    assertThat(pod.serve(List.of(served(18080, false))).get(18080))
        .endsWith("expected a loopback address");
  }

  @Test
  void anAdvertisedAddressMayBeBoundElsewhere() throws Exception {
    PodAddresses moved = (_, port) -> new InetSocketAddress("127.51.0.12", port + 8000);
    var pod = new SimulatedPod("127.51.200.1", moved, Clock.systemUTC());
    pods.add(pod);

    assertThat(pod.serve(List.of(served(80, false)))).isEmpty();

    assertThat(get("http://127.51.0.12:8080/").statusCode()).isEqualTo(200);
  }

  @Test
  void portsFollowWhatIsAskedFor() throws Exception {
    SimulatedPod pod = pod("127.51.0.13", false, 8080, 8081);

    pod.serve(List.of(served(8081, false), served(8082, false)));

    assertThat(connects("127.51.0.13", 8080)).isFalse();
    assertThat(get("http://127.51.0.13:8081/").statusCode()).isEqualTo(200);
    assertThat(get("http://127.51.0.13:8082/").statusCode()).isEqualTo(200);
  }

  @Test
  void closingLetsARequestInFlightFinishAndAcceptsNoOther() throws Exception {
    SimulatedPod pod = pod("127.51.0.14", true, 8080);
    try (Socket socket = new Socket("127.51.0.14", 8080)) {
      String request = "POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      while (!pod.isBusy()) {
        Thread.onSpinWait();
      }

      CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> close(pod));
      while (connects("127.51.0.14", 8080)) {
        Thread.onSpinWait();
      }
      socket.getOutputStream().write("dy".getBytes(StandardCharsets.US_ASCII));

      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(closed.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anIdleKeepAliveConnectionDoesNotHoldUpClosing() throws Exception {
    SimulatedPod pod = pod("127.51.0.15", false, 8080);
    try (Socket idle = new Socket("127.51.0.15", 8080)) {
      String request = "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n";
      idle.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in = new BufferedReader(new InputStreamReader(idle.getInputStream()));
      while (!in.readLine().equals("</html>")) {
        // reads the answer to its end
      }

      assertThat(pod.close(Duration.ofSeconds(60))).isTrue();
      assertThat(in.readLine()).isNull();
    }
  }

  @Test
  void theAddressOfAClosedPodIsFreeAtOnce() {
    for (int i = 0; i < 200; i++) {
      pod("127.51.0.17", false, 8080).closeNow();
    }
  }

  @Test
  void whileDrainingEveryAnswerEndsItsConnection() throws Exception {
    SimulatedPod pod = pod("127.51.0.16", false, 8080);

    pod.drain();

    assertThat(get("http://127.51.0.16:8080/").headers().firstValue("Connection"))
        .hasValue("close");
  }

  @Test
  void twoHundredPodsServeAtTheSameTime() throws Exception {
    for (int i = 0; i < 200; i++) {
      pod("127.51.1." + i, false, 8080);
    }

    for (int i = 0; i < 200; i++) {
      assertThat(get("http://127.51.1." + i + ":8080/").statusCode()).isEqualTo(200);
    }
  }

  private SimulatedPod pod(String address, boolean testing, int... ports) {
    var pod = new SimulatedPod(address, PodAddresses.IDENTITY, Clock.systemUTC());
    pods.add(pod);
    List<ServedPort> served = new ArrayList<>();
    for (int port : ports) {
      served.add(served(port, testing));
    }
    assertThat(pod.serve(served)).isEmpty();
    return pod;
  }

  private static ServedPort served(int port, boolean testing) {
    return new ServedPort(port, "main", CONTEXT, testing);
  }

  private static boolean close(SimulatedPod pod) {
    try {
      return pod.close(Duration.ofSeconds(60));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A connection that waits to be accepted is reset when its port closes: that is refused, too.
  private static boolean connects(String address, int port) throws IOException {
    try (Socket _ = new Socket(address, port)) {
      return true;
    } catch (SocketException _) {
      return false;
    }
  }

  private static String raw(String address, String request) throws IOException {
    try (Socket socket = new Socket(address, 8080)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
    }
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(request(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(60));
  }
}
