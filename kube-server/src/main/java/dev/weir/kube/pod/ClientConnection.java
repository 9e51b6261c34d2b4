package dev.weir.kube.pod;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/// One connection of a client to a simulated pod, served by a thread of its own.
///
/// Between requests the connection is idle and may be closed at any time; during a request it is
/// busy and closing waits for the answer. The lock decides the race between the two.
final class ClientConnection {
  private static final int LINGER_MILLIS = 1000;
  private static final int LINGER_READS = 256;

  private final Socket socket;
  private final PodPort port;
  private Socket transport;
  private boolean busy;
  private boolean closing;

  ClientConnection(Socket socket, PodPort port) {
    this.socket = socket;
    this.transport = socket;
    this.port = port;
  }

  /// Serves requests until either side closes. A client that begins with a TLS handshake is
  /// answered over TLS.
  void serve() {
    try (socket) {
      socket.setTcpNoDelay(true);
      int first = socket.getInputStream().read();
      if (first == PodTls.HANDSHAKE) {
        try (SSLSocket secure = PodTls.accept(socket, first)) {
          transport = secure;
          serve(secure.getInputStream());
        }
      } else if (first >= 0) {
        var begun = new ByteArrayInputStream(new byte[] {(byte) first});
        serve(new SequenceInputStream(begun, socket.getInputStream()));
      }
    } catch (IOException _) {
      // the client went away, or the pod closed an idle connection
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(InputStream in) throws IOException, InterruptedException {
    var reader = new RequestReader(in);
    OutputStream out = transport.getOutputStream();
    while (reader.awaitRequest() && becomesBusy()) {
      boolean again = exchange(reader, out);
      if (!becomesIdle() || !again) {
        return;
      }
    }
  }

  /// Closes now if idle, else after the answer in flight.
  synchronized void closeGracefully() {
    closing = true;
    if (!busy) {
      closeNow();
    }
  }

  void closeNow() {
    try {
      socket.close();
    } catch (IOException _) {
      // nothing is left to close
    }
  }

  synchronized boolean isBusy() {
    return busy;
  }

  private synchronized boolean becomesBusy() {
    busy = !closing;
    return busy;
  }

  private synchronized boolean becomesIdle() {
    busy = false;
    return !closing;
  }

  private boolean exchange(RequestReader reader, OutputStream out)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      Optional<RequestHead> read = reader.readHead();
      if (read.isEmpty()) {
        return false;
      }
      RequestHead head = read.get();
      if (port.served().https() && !(transport instanceof SSLSocket)) {
        String why = "Client sent an HTTP request to an HTTPS server.\n";
        send(out, head, Answer.text(400, why), start, false);
        linger();
        return false;
      }
      if (head.isWebSocket()) {
        send(out, head, WebSocketEcho.handshake(head), start, true);
        WebSocketEcho.run(reader.upgraded(), out);
        return false;
      }
      if (head.expectsContinue()) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
      reader.discardBody(head);
      Answer answer = answer(head);
      boolean keep = head.keepsAlive() && !isClosing() && !port.isDraining();
      send(out, head, answer, start, keep);
      return keep;
    } catch (MalformedRequestException e) {
      var head = new RequestHead("GET", "-", "HTTP/1.1", Map.of());
      send(out, head, Answer.text(e.status(), e.getMessage() + "\n"), start, false);
      linger();
      return false;
    }
  }

  /// Reads on for a while after an answer that came before the end of its request: closing with
  /// unread bytes would reset the connection, and the client might never see the answer.
  private void linger() throws IOException {
    transport.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    var unread = new byte[8192];
    InputStream in = transport.getInputStream();
    for (int i = 0; i < LINGER_READS && in.read(unread) >= 0; i++) {
      // nobody wants it
    }
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private Answer answer(RequestHead head) throws InterruptedException {
    ServedPort served = port.served();
    if (!served.testing()) {
      return echo(head, served);
    }
    Duration delay = TestPaths.delay(head);
    if (delay.isPositive()) {
      Thread.sleep(delay);
    }
    return TestPaths.answer(head)
        .orElseGet(() -> TestPaths.withAskedHeaders(head, echo(head, served)));
  }

  private Answer echo(RequestHead head, ServedPort served) {
    return Echo.answer(
        head, served.context(), transport instanceof SSLSocket secure ? secure.getSession() : null);
  }

  private void send(OutputStream out, RequestHead head, Answer answer, long start, boolean keep)
      throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    var text = new StringBuilder(256);
    text.append("HTTP/1.1 ").append(answer.status()).append(' ');
    text.append(Answer.reason(answer.status())).append("\r\n");
    answer.headers().forEach((name, value) -> header(text, name, value));
    if (answer.hasBody()) {
      header(text, "Content-Length", Integer.toString(body.length));
    }
    if (!keep) {
      header(text, "Connection", "close");
    } else if (head.protocol().equals("HTTP/1.0")) {
      header(text, "Connection", "keep-alive");
    }
    text.append("\r\n");
    byte[] first = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    int length = answer.hasBody() && !head.method().equals("HEAD") ? body.length : 0;
    byte[] all = Arrays.copyOf(first, first.length + length);
    System.arraycopy(body, 0, all, first.length, length);
    // Logged first: whoever has the answer finds its line.
    port.logRequest(socket, head, answer.status(), length, System.nanoTime() - start);
    out.write(all);
    out.flush();
  }

  private static void header(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
}
