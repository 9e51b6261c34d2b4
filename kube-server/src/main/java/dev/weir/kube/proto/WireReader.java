package dev.weir.kube.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the protobuf wire format, field by field. Running off the end throws
/// [IndexOutOfBoundsException].
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int tag;

  WireReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// Moves to the next field; false at the end.
  boolean next() {
    if (at >= end) {
      return false;
    }
    tag = (int) varint();
    return true;
  }

  boolean hasMore() {
    return at < end;
  }

  int field() {
    return tag >>> 3;
  }

  boolean isLength() {
    return (tag & 7) == LENGTH;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    return value;
  }

  double fixed64() {
    double value = ByteBuffer.wrap(bytes, at, 8).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    at += 8;
    return value;
  }

  byte[] bytes() {
    int from = limit();
    return Arrays.copyOfRange(bytes, from, at);
  }

  String text() {
    int from = limit();
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  WireReader message() {
    int from = limit();
    return new WireReader(bytes, from, at);
  }

  private int limit() {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new IndexOutOfBoundsException("length " + length);
    }
    int from = at;
    at += (int) length;
    return from;
  }

  void skip() {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> at += 8;
      case LENGTH -> limit();
      case FIXED32 -> at += 4;
      default -> throw new IndexOutOfBoundsException("wire type " + (tag & 7));
    }
  }
}
