package dev.weir.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes that tell their place, so that one that is lost, doubled or strayed is noticed; and the
/// little HTTP/1.1 that both sides of the soak test need.
final class SoakBytes {
  private static final int PART = 8192;

  private SoakBytes() {}

  /// The byte at a place of the body with this seed.
  static byte at(int seed, long place) {
    return (byte) ((seed + (int) place) * 0x9E3779B1 >>> 24);
  }

  static byte[] body(int seed, int length) {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = at(seed, i);
    }
    return body;
  }

  /// Checks one part of a body.
  static void check(int seed, long place, byte[] part, int length) {
    for (int i = 0; i < length; i++) {
      if (part[i] != at(seed, place + i)) {
        throw new AssertionError("seed " + seed + ": wrong byte at " + (place + i));
      }
    }
  }

  /// Reads a body of known length and checks every byte.
  static void readExactly(InputStream in, int seed, long length) throws IOException {
    byte[] part = new byte[PART];
    for (long place = 0; place < length; ) {
      int count = in.read(part, 0, (int) Math.min(part.length, length - place));
      if (count < 0) {
        throw new EOFException("body ends at " + place + " of " + length);
      }
      check(seed, place, part, count);
      place += count;
    }
  }

  /// Reads a chunked body and checks every byte.
  static void readChunks(InputStream in, int seed, long length) throws IOException {
    long place = 0;
    for (int size = size(in); size > 0; size = size(in)) {
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("chunk ends early");
      }
      check(seed, place, chunk, size);
      place += size;
      line(in);
    }
    line(in);
    if (place != length) {
      throw new AssertionError("seed " + seed + ": " + place + " bytes instead of " + length);
    }
  }

  private static int size(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      throw new EOFException("the chunks end early");
    }
    return Integer.parseInt(line, 16);
  }

  static void writeChunk(OutputStream out, byte[] bytes, int from, int length) throws IOException {
    byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[size.length + length + 2];
    System.arraycopy(size, 0, all, 0, size.length);
    System.arraycopy(bytes, from, all, size.length, length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    out.write(all);
  }

  /// A head without its last empty line; empty when the connection ended.
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (true) {
      String line = line(in);
      if (line.isEmpty()) {
        return head.toString();
      }
      head.append(line).append('\n');
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /// The value of a field, empty when there is none.
  static String field(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }
}
