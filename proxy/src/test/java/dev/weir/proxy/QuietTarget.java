package dev.weir.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A target on a real socket that answers `ok` to everything, echoes upgraded connections (`/up`),
/// and keeps nothing of what it sees.
final class QuietTarget implements AutoCloseable {
  private static final byte[] OK = bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  private static final byte[] UPGRADED =
      bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: e\r\nConnection: upgrade\r\n\r\n");

  private final ServerSocket server;

  QuietTarget() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String head = until(in, "\r\n\r\n"); !head.isEmpty(); head = until(in, "\r\n\r\n")) {
        if (head.startsWith("GET /up ")) {
          socket.getOutputStream().write(UPGRADED);
          in.transferTo(socket.getOutputStream());
          return;
        }
        skipBody(in, head.toLowerCase(Locale.ROOT));
        socket.getOutputStream().write(OK);
      }
    } catch (IOException e) {
      // The proxy went away: its tests look at the other side.
    }
  }

  private static void skipBody(InputStream in, String head) throws IOException {
    int length = head.indexOf("\r\ncontent-length: ");
    if (length >= 0) {
      in.skipNBytes(Long.parseLong(head.substring(length + 18, head.indexOf('\r', length + 2))));
    } else if (head.contains("\r\ntransfer-encoding: chunked")) {
      until(in, "0\r\n\r\n");
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < end.length() || text.lastIndexOf(end) != text.length() - end.length()) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      text.append((char) b);
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
