package dev.weir.proxy.conformance;

import dev.weir.proxy.RecordingTarget;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The server side of WebSocket (RFC 6455): echoes every data frame as a frame of the same kind,
/// answers pings, and closes as it is told.
final class EchoEndpoint {
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: ([^\r]+)\r\n");

  private EchoEndpoint() {}

  /// Reads the request and switches protocols.
  static void accept(RecordingTarget.Connection connection) throws IOException {
    String head = connection.readHead();
    Matcher key = KEY.matcher(head == null ? "" : head);
    if (!key.find()) {
      throw new IOException("no WebSocket request: " + head);
    }
    connection.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key.group(1))
            + "\r\n\r\n");
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static void serve(RecordingTarget.Connection connection) throws IOException {
    accept(connection);
    var in = new DataInputStream(connection.socket().getInputStream());
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = payload(in);
      int kind = first & 15;
      connection.write(frame(kind == 9 ? first + 1 : first, payload));
      if (kind == 8) {
        return;
      }
    }
  }

  private static byte[] payload(DataInputStream in) throws IOException {
    int second = in.readUnsignedByte();
    long length =
        switch (second & 127) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> second & 127;
        };
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(payload.length);
    } else if (payload.length < 65_536) {
      out.write(126);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    } else {
      out.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >>> shift));
      }
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }
}
