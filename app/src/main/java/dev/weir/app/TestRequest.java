package dev.weir.app;

import dev.weir.console.RequestExplainer.Answer;
import dev.weir.console.RequestExplainer.Request;
import dev.weir.console.RequestExplainer.Timing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// One HTTP/1.1 request of the console's tester to a listener of this process, with the time that
/// each part took. The listener's certificate is not checked: it is our own listener.
final class TestRequest {
  private static final int TIMEOUT_MILLIS = 70_000;
  private static final int HEAD_AND_BODY_LIMIT = 96 * 1024;

  private final WatchedExchanges watched;
  private final List<Timing> timings = new ArrayList<>();
  private long last = System.nanoTime();

  TestRequest(WatchedExchanges watched) {
    this.watched = watched;
  }

  Answer send(InetSocketAddress address, boolean secure, String host, Request request) {
    try (Socket socket = connect(address, secure, host)) {
      return exchange(socket, host, request);
    } catch (IOException | GeneralSecurityException e) {
      return new Answer(0, "", "No answer: " + e.getMessage(), "", timings);
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
    WatchedExchanges.Watch watch = watched.from((InetSocketAddress) socket.getLocalSocketAddress());
    try {
      socket.getOutputStream().write(head(host, request));
      byte[] answer = socket.getInputStream().readNBytes(HEAD_AND_BODY_LIMIT);
      took("answer");
      return answer(new String(answer, StandardCharsets.UTF_8), watch.seen());
    } finally {
      watched.forget(watch);
    }
  }

  /// The head as it is sent, with the empty line at its end.
  static byte[] head(String host, Request request) {
    StringBuilder head = new StringBuilder();
    head.append(line(request.method() + " " + request.target() + " HTTP/1.1"));
    head.append(line("Host: " + host));
    request.headers().forEach((name, value) -> head.append(line(name + ": " + value)));
    head.append("Connection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Nothing of the form can start another line of the request.
  private static String line(String text) {
    return text.replaceAll("[\\r\\n]", "") + "\r\n";
  }

  private Answer answer(String text, Optional<WatchedExchanges.Seen> seen) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    String[] statusLine = head.split("\r\n", 2)[0].split(" ");
    int status =
        statusLine.length > 1 && statusLine[1].matches("[0-9]{3}")
            ? Integer.parseInt(statusLine[1])
            : 0;
    seen.ifPresent(each -> timings.addAll(timings.size() - 1, each.timings()));
    return new Answer(
        status, head, body, seen.map(WatchedExchanges.Seen::target).orElse(""), timings);
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
