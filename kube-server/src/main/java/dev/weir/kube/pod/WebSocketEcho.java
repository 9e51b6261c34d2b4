package dev.weir.kube.pod;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// A WebSocket that sends back every message (RFC 6455).
final class WebSocketEcho {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /// The largest frame in bytes; a larger one ends the connection.
  private static final int MAX_FRAME = 1 << 20;

  private WebSocketEcho() {}

  static Answer handshake(RequestHead head) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "Upgrade");
    headers.put("Sec-WebSocket-Accept", accept(head.first("Sec-Websocket-Key").orElseThrow()));
    head.first("Sec-Websocket-Protocol")
        .map(offered -> offered.split(",", -1)[0].strip())
        .ifPresent(chosen -> headers.put("Sec-WebSocket-Protocol", chosen));
    return new Answer(101, headers, "");
  }

  /// Echoes until the client closes.
  static void run(InputStream from, OutputStream out) throws IOException {
    var in = new DataInputStream(from);
    while (true) {
      int first = in.read();
      if (first < 0) {
        return;
      }
      int opcode = first & 0x0f;
      byte[] payload = readPayload(in);
      if (opcode != PONG) {
        int reply = opcode == PING ? (first & 0xf0) | PONG : first;
        write(out, reply, payload);
      }
      if (opcode == CLOSE) {
        return;
      }
    }
  }

  private static byte[] readPayload(DataInputStream in) throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length < 0 || length > MAX_FRAME) {
      throw new IOException("WebSocket frame of " + length + " bytes, expected up to " + MAX_FRAME);
    }
    byte[] mask = new byte[(second & 0x80) != 0 ? 4 : 0];
    in.readFully(mask);
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    for (int i = 0; i < payload.length && mask.length == 4; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  private static void write(OutputStream out, int first, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream(payload.length + 10);
    var data = new DataOutputStream(frame);
    data.writeByte(first);
    if (payload.length < 126) {
      data.writeByte(payload.length);
    } else if (payload.length < 1 << 16) {
      data.writeByte(126);
      data.writeShort(payload.length);
    } else {
      data.writeByte(127);
      data.writeLong(payload.length);
    }
    data.write(payload);
    out.write(frame.toByteArray());
    out.flush();
  }

  private static String accept(String key) {
    try {
      byte[] text = (key + MAGIC).getBytes(StandardCharsets.ISO_8859_1);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
