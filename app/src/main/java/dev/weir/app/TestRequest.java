package dev.weir.app;

import dev.weir.console.RequestExplainer.Answer;
import dev.weir.console.RequestExplainer.Request;
import dev.weir.console.RequestExplainer.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One HTTP/1.1 request of the console's tester to a listener of this process, with the time that
/// each part took. The listener's certificate is not checked: it is our own listener.
final class TestRequest {
  private static final int TIMEOUT_MILLIS = 70_000;
  private static final int BODY_LIMIT = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Timing> timings = new ArrayList<>();
  private long last = System.nanoTime();

  private TestRequest() {}

  static Answer send(InetSocketAddress address, boolean secure, String host, Request request) {
    TestRequest test = new TestRequest();
    try (Socket socket = test.connect(address, secure, host)) {
      return test.exchange(socket, host, request);
    } catch (IOException | GeneralSecurityException e) {
      return new Answer(0, "", "No answer: " + e.getMessage(), "", test.timings);
    }
  }

  private Socket connect(InetSocketAddress address, boolean secure, String host)
      throws IOException, GeneralSecurityException {
    Socket socket = new Socket();
    socket.connect(address, TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    took("connect");
    if (!secure) {
      return socket;
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyCertificate()}, null);
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, address.getPort(), true);
    if (!host.isEmpty() && !host.contains(":")) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      tls.setSSLParameters(parameters);
    }
    tls.startHandshake();
    took("TLS handshake");
    return tls;
  }

  private Answer exchange(Socket socket, String host, Request request) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(line(request.method() + " " + request.target() + " HTTP/1.1"));
    head.append(line("Host: " + host));
    request.headers().forEach((name, value) -> head.append(line(name + ": " + value)));
    head.append("Connection: close\r\n\r\n");
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = socket.getInputStream();
    int first = in.read();
    took("first byte");
    byte[] rest = in.readNBytes(BODY_LIMIT);
    took("rest");
    return answer((first < 0 ? "" : (char) first) + new String(rest, StandardCharsets.UTF_8));
  }

  /// Nothing of the form can start another line of the request.
  private static String line(String text) {
    return text.replaceAll("[\\r\\n]", "") + "\r\n";
  }

  private Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    String[] statusLine = head.split("\r\n", 2)[0].split(" ");
    int status =
        statusLine.length > 1 && statusLine[1].matches("[0-9]{3}")
            ? Integer.parseInt(statusLine[1])
            : 0;
    return new Answer(status, head, body, target(body), timings);
  }

  /// A simulated pod tells its name and address in its answer.
  private static String target(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.path("pod").asString("") + " " + json.path("address").asString("");
    } catch (JacksonException _) {
      return "";
    }
  }

  private void took(String part) {
    long now = System.nanoTime();
    timings.add(new Timing(part, (now - last) / 1e6));
    last = now;
  }

  private static final class AnyCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
