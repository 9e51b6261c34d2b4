package dev.weir.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// An HTTP/2 client over TLS that sends the frames and fields it is told to, right or wrong.
public final class RawH2Client implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int CONTINUATION = 9;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private final SSLSocket socket;
  private final DataInputStream in;

  /// One frame.
  public record Frame(int type, int flags, int stream, byte[] payload) {
    public boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
  }

  public RawH2Client(SSLContext context, String address, int port) throws IOException {
    Socket plain = new Socket();
    plain.connect(new InetSocketAddress(address, port), 30_000);
    socket = (SSLSocket) context.getSocketFactory().createSocket(plain, address, port, true);
    socket.setSoTimeout(60_000);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  public RawH2Client frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(payload.length >>> 16);
    out.write(payload.length >>> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >>> shift);
    }
    out.writeBytes(payload);
    socket.getOutputStream().write(out.toByteArray());
    socket.getOutputStream().flush();
    return this;
  }

  /// Fields as literals without indexing and without Huffman coding (RFC 7541 section 6.2.2).
  public static byte[] block(List<String[]> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String[] field : fields) {
      out.write(0);
      string(out, field[0]);
      string(out, field[1]);
    }
    return out.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = bytes.length;
    if (rest < 127) {
      out.write(rest);
    } else {
      out.write(127);
      rest -= 127;
      while (rest >= 128) {
        out.write(rest & 127 | 128);
        rest >>>= 7;
      }
      out.write(rest);
    }
    out.writeBytes(bytes);
  }

  public RawH2Client headers(int stream, boolean end, List<String[]> fields) throws IOException {
    return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
  }

  public RawH2Client data(int stream, boolean end, String text) throws IOException {
    return frame(DATA, end ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Frame read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & 0x7fffffff;
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, flags, stream, payload);
  }

  /// How a stream ended: `answered`, `reset` or `closed` with its connection.
  public String outcome(int stream) throws IOException {
    try {
      while (true) {
        Frame frame = read();
        if (frame.stream() == stream && frame.endsStream()) {
          return "answered";
        }
        if (frame.stream() == stream && frame.type() == RST_STREAM) {
          return "reset";
        }
        if (frame.type() == SETTINGS && (frame.flags() & 1) == 0) {
          frame(SETTINGS, 1, 0, new byte[0]);
        }
      }
    } catch (IOException e) {
      return "closed";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
