package dev.weir.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A target that does what the path of a request tells it, good or bad.
///
///     GET  /bytes/SEED/LENGTH/length|chunked|close   that body
///     POST /check/SEED/LENGTH                        checks the body, says ok
///     POST /echo                                     sends the body back while it comes
///     GET  /up                                       switches protocols and echoes
///     GET  /reset                                    resets the connection
///     GET  /cut/SEED/LENGTH                          half the body, then the end
///     GET  /cut-reset/SEED/LENGTH                    half the body, then a reset
///     GET  /stall                                    no answer
///     POST /early                                    answers and closes, reads no body
final class SoakTarget implements AutoCloseable {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  SoakTarget() throws IOException {
    server = new ServerSocket(0, 4096, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean more = true;
      while (more) {
        String head = SoakBytes.head(in);
        more = !head.isEmpty() && answer(head, in, out, socket);
      }
    } catch (IOException e) {
      // The proxy let the connection go, as it does when a client goes.
    } finally {
      open.remove(socket);
    }
  }

  /// Returns whether the connection goes on.
  private static boolean answer(String head, InputStream in, OutputStream out, Socket socket)
      throws IOException {
    String[] path = head.substring(0, head.indexOf(" HTTP")).split("[ /]+");
    switch (path[1]) {
      case "bytes" -> {
        return bytes(out, Integer.parseInt(path[2]), Integer.parseInt(path[3]), path[4]);
      }
      case "check" -> {
        check(head, in, Integer.parseInt(path[2]), Integer.parseInt(path[3]));
        write(out, OK + "Content-Length: 2\r\n\r\nok");
        return true;
      }
      case "echo" -> {
        echo(in, out, Long.parseLong(SoakBytes.field(head, "content-length")));
        return true;
      }
      case "up" -> {
        write(out, "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: e\r\n\r\n");
        in.transferTo(out);
        return false;
      }
      case "cut", "cut-reset" -> {
        int length = Integer.parseInt(path[3]);
        byte[] half = SoakBytes.body(Integer.parseInt(path[2]), length / 2);
        write(out, OK + "Content-Length: " + length + "\r\n\r\n");
        out.write(half);
        socket.setSoLinger(path[1].equals("cut-reset"), 0);
        return false;
      }
      case "stall" -> {
        in.transferTo(OutputStream.nullOutputStream());
        return false;
      }
      case "early" -> {
        write(out, OK + "Content-Length: 2\r\nConnection: close\r\n\r\nok");
        return false;
      }
      default -> {
        socket.setSoLinger(true, 0);
        return false;
      }
    }
  }

  private static boolean bytes(OutputStream out, int seed, int length, String framing)
      throws IOException {
    byte[] body = SoakBytes.body(seed, length);
    switch (framing) {
      case "chunked" -> {
        write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
        for (int from = 0; from < length; from += 5000) {
          SoakBytes.writeChunk(out, body, from, Math.min(5000, length - from));
        }
        write(out, "0\r\n\r\n");
      }
      case "close" -> {
        write(out, OK + "\r\n");
        out.write(body);
        return false;
      }
      default -> {
        write(out, OK + "Content-Length: " + length + "\r\n\r\n");
        out.write(body);
      }
    }
    return true;
  }

  private static void check(String head, InputStream in, int seed, int length) throws IOException {
    if (SoakBytes.field(head, "transfer-encoding").equals("chunked")) {
      SoakBytes.readChunks(in, seed, length);
    } else {
      SoakBytes.readExactly(in, seed, length);
    }
  }

  private static void echo(InputStream in, OutputStream out, long length) throws IOException {
    write(out, OK + "Content-Length: " + length + "\r\n\r\n");
    byte[] part = new byte[8192];
    for (long left = length; left > 0; ) {
      int count = in.read(part, 0, (int) Math.min(part.length, left));
      if (count < 0) {
        throw new IOException("the body ends early");
      }
      out.write(part, 0, count);
      left -= count;
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
