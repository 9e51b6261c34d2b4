package dev.weir.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A client on a real socket that sends and reads bytes as told.
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public RawClient(String host, int port) throws IOException {
    this(new Socket());
    socket.connect(new InetSocketAddress(host, port), 30_000);
  }

  public RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    this.in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return socket.getInputStream().read();
          }

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            return socket.getInputStream().read(b, off, len);
          }
        };
  }

  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// One response with its body, as its Content-Length or chunks say.
  public String response() throws IOException {
    String head = head();
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ");
    if (at >= 0) {
      int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)).trim());
      return head + read(length);
    }
    if (lower.contains("transfer-encoding: chunked")) {
      return head + chunks();
    }
    return head;
  }

  private String chunks() throws IOException {
    StringBuilder all = new StringBuilder();
    while (!all.toString().endsWith("0\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      all.append((char) b);
    }
    return all.toString();
  }

  public String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return head.toString();
      }
      head.append((char) b);
    }
    return head.toString();
  }

  public String read(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  /// Everything up to the end of the connection; `[reset]` at the end when it was reset.
  public String readAll() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return all.toString(StandardCharsets.ISO_8859_1) + "[reset]";
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  public boolean isClosedByPeer() throws IOException {
    return in.read() < 0;
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
