package dev.weir.proxy.engine;

import dev.weir.proxy.http1.Bytes;

/// The framing of chunks that the proxy makes itself (RFC 9112 section 7.1).
final class Chunks {
  static final byte[] END = Bytes.latin1("\r\n");
  static final byte[] LAST_SIZE = Bytes.latin1("0\r\n");
  static final byte[] LAST = Bytes.latin1("0\r\n\r\n");

  private Chunks() {}

  static byte[] start(int length) {
    return Bytes.latin1(Integer.toHexString(length) + "\r\n");
  }
}
