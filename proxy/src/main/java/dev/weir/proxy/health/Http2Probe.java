package dev.weir.proxy.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// One request over HTTP/2 with prior knowledge (RFC 9113 section 3.3): `GET` and its `:status`, or
/// a gRPC call with an empty message and its `grpc-status`.
final class Http2Probe {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 32;
  private static final int MAX_FRAME = 16_384;

  private final Socket socket;
  private final boolean grpc;
  private final HealthProbe.Deadline deadline;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();

  private Http2Probe(Socket socket, boolean grpc, HealthProbe.Deadline deadline) {
    this.socket = socket;
    this.grpc = grpc;
    this.deadline = deadline;
  }

  static int code(
      HealthProbe.Question question, boolean grpc, Socket socket, HealthProbe.Deadline deadline)
      throws IOException {
    var probe = new Http2Probe(socket, grpc, deadline);
    socket.setSoTimeout(deadline.remainingMillis());
    socket.getOutputStream().write(probe.request(question));
    return probe.readCode();
  }

  private byte[] request(HealthProbe.Question question) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(PREFACE);
    out.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
    var headers = new ByteArrayOutputStream();
    field(headers, ":method", grpc ? "POST" : "GET");
    field(headers, ":scheme", socket instanceof javax.net.ssl.SSLSocket ? "https" : "http");
    field(headers, ":path", question.check().path());
    field(headers, ":authority", question.advertised());
    field(headers, "user-agent", HealthProbe.USER_AGENT);
    if (grpc) {
      field(headers, "content-type", "application/grpc");
      field(headers, "te", "trailers");
    }
    out.writeBytes(frame(HEADERS, END_HEADERS | (grpc ? 0 : END_STREAM), 1, headers.toByteArray()));
    if (grpc) {
      out.writeBytes(frame(DATA, END_STREAM, 1, new byte[5]));
    }
    return out.toByteArray();
  }

  /// A literal field without indexing (RFC 7541 section 6.2.2).
  private static void field(ByteArrayOutputStream out, String name, String value) {
    out.write(0);
    string(out, name);
    string(out, value);
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < 127) {
      out.write(bytes.length);
    } else {
      out.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        out.write(rest % 128 + 128);
        rest /= 128;
      }
      out.write(rest);
    }
    out.writeBytes(bytes);
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    byte[] frame = new byte[9 + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, 9, payload.length);
    return frame;
  }

  private int readCode() throws IOException {
    InputStream in = socket.getInputStream();
    while (true) {
      byte[] head = read(in, 9);
      int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
      if (length > MAX_FRAME) {
        throw new IOException("HTTP/2 frame of " + length + " bytes (expected: at most 16384)");
      }
      int code = onFrame(head[3], head[4], read(in, length));
      if (code >= 0) {
        return code;
      }
    }
  }

  private byte[] read(InputStream in, int length) throws IOException {
    socket.setSoTimeout(deadline.remainingMillis());
    byte[] bytes = new byte[length];
    new DataInputStream(in).readFully(bytes);
    return bytes;
  }

  /// The code when this frame ends the search, else -1.
  private int onFrame(int type, int flags, byte[] payload) throws IOException {
    switch (type) {
      case SETTINGS, PING -> {
        if ((flags & ACK) == 0) {
          byte[] answer = type == PING ? payload : new byte[0];
          socket.getOutputStream().write(frame(type, ACK, 0, answer));
        }
      }
      case HEADERS, CONTINUATION -> {
        appendBlock(type, flags, payload);
        return (flags & END_HEADERS) == 0 ? -1 : onHeaders(flags);
      }
      case RST_STREAM, GOAWAY -> throw new IOException("the target ended the HTTP/2 stream");
      default -> {
        // DATA, WINDOW_UPDATE, PUSH_PROMISE and unknown frames say nothing about health.
      }
    }
    return -1;
  }

  private void appendBlock(int type, int flags, byte[] payload) throws IOException {
    int from = 0;
    int to = payload.length;
    if (type == HEADERS && (flags & PADDED) != 0) {
      from = 1;
      to -= payload[0] & 0xff;
    }
    if (type == HEADERS && (flags & PRIORITY) != 0) {
      from += 5;
    }
    if (from > to) {
      throw new IOException("HTTP/2 header frame with more padding than payload");
    }
    block.write(payload, from, to - from);
  }

  private int onHeaders(int flags) throws IOException {
    try {
      Http2Headers headers = decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block.toByteArray()));
      block.reset();
      CharSequence code = headers.get(grpc ? "grpc-status" : ":status");
      if (code != null) {
        return Integer.parseInt(code.toString());
      }
      CharSequence status = headers.status();
      if (status != null && status.toString().startsWith("1")) {
        return -1;
      }
      if ((flags & END_STREAM) != 0) {
        throw new IOException("the answer has no status");
      }
      return -1;
    } catch (Http2Exception | NumberFormatException e) {
      throw new IOException("the answer's header cannot be read", e);
    }
  }
}
