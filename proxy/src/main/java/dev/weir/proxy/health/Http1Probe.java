package dev.weir.proxy.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// `GET` over HTTP/1.1. Reads the status line and hangs up: redirects are not followed and the body
/// does not matter.
final class Http1Probe {
  private static final int MAX_LINE = 8 * 1024;

  private Http1Probe() {}

  static int code(HealthProbe.Question question, Socket socket, HealthProbe.Deadline deadline)
      throws IOException {
    String request =
        "GET "
            + question.check().path()
            + " HTTP/1.1\r\nHost: "
            + question.advertised()
            + "\r\nConnection: close\r\nUser-Agent: "
            + HealthProbe.USER_AGENT
            + "\r\nAccept-Encoding: gzip, compressed\r\n\r\n";
    socket.setSoTimeout(deadline.remainingMillis());
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    String line = statusLine(socket, deadline);
    boolean wellFormed =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && line.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!wellFormed) {
      throw new IOException("status line: '" + line + "' (expected: HTTP/1.1 and a status)");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static String statusLine(Socket socket, HealthProbe.Deadline deadline)
      throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    byte[] chunk = new byte[256];
    while (line.indexOf("\n") < 0) {
      socket.setSoTimeout(deadline.remainingMillis());
      int read = in.read(chunk);
      if (read < 0 || line.length() > MAX_LINE) {
        throw new IOException("the connection ended before the status line");
      }
      line.append(new String(chunk, 0, read, ISO_8859_1));
    }
    return line.substring(0, line.indexOf("\n")).stripTrailing();
  }
}
