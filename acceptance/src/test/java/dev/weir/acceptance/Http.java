package dev.weir.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One HTTP/1.1 request on a connection of its own, as `curl` would send it to an address.
final class Http {
  private Http() {}

  /// Sends `GET path` to an address and port with this `Host`.
  static Answer get(String address, int port, String host, String path) {
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads to the end that `Content-Length` gives, else to the end of the connection: not every
  /// server closes at once because it was asked to.
  private static Answer read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("response head ends after: " + head);
      }
      head.write(next);
    }
    Answer answer = parse(head.toString(StandardCharsets.ISO_8859_1));
    String length = answer.headers().get("content-length");
    byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    return new Answer(answer.status(), answer.headers(), new String(body, StandardCharsets.UTF_8));
  }

  private static Answer parse(String head) {
    String[] lines = head.split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": ?", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, "");
  }

  /// @param headers by lower-case name
  record Answer(int status, Map<String, String> headers, String body) {}
}
