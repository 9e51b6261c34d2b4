package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.Bytes.copy;

import dev.weir.proxy.exchange.HttpHead;

/// Writes a target's response head for an HTTP/1 client. One per event loop.
public final class ResponseWriter {
  private static final byte[] CHUNKED = Bytes.latin1("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = Bytes.latin1("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE_LINE = Bytes.latin1("Connection: keep-alive\r\n");
  private static final byte[] UPGRADE = Bytes.latin1("Connection: Upgrade\r\n");
  private static final byte[] KEEP_ALIVE = Bytes.latin1("keep-alive");
  private static final byte[] COLON = Bytes.latin1(": ");
  private static final byte[] END = Bytes.latin1("\r\n");

  private byte[] out = new byte[4096];
  private int at;
  private int run;

  public byte[] bytes() {
    return out;
  }

  /// Whether the head may go to the client as it stands.
  public static boolean unchanged(HttpHead head, boolean canonical, ResponsePlan plan) {
    if (!canonical
        || head.minorVersion() != 1
        || plan.body != ResponsePlan.Body.AS_IS
        || plan.close
        || plan.tellKeepAlive
        || plan.upgrade
        || plan.linesLength() != 0
        || plan.replaced != null) {
      return false;
    }
    for (int i = 0; i < head.count(); i++) {
      if (dropped(head, i, plan)) {
        return false;
      }
    }
    return true;
  }

  /// Writes the head and returns its length in {@link #bytes}.
  public int write(HttpHead head, Framing framing, boolean canonical, ResponsePlan plan) {
    int most = head.length() * 2 + plan.linesLength() + 256;
    if (out.length < most) {
      out = new byte[most + 4096];
    }
    byte[] in = head.bytes();
    int lineEnd = head.count() == 0 ? head.length() - 2 : head.nameStart(0);
    at = statusLine(in, canonical ? lineEnd : statusEnd(in));
    run = lineEnd;
    boolean lengthSeen = false;
    for (int i = 0; i < head.count(); i++) {
      boolean length = head.kind(i) == FieldNames.CONTENT_LENGTH;
      boolean drop = dropped(head, i, plan) || length && (lengthSeen || framing.chunked);
      lengthSeen |= length;
      if (drop) {
        cut(head, i, canonical);
      } else if (!canonical) {
        line(head, i);
      }
    }
    if (canonical) {
      at = copy(in, run, Math.max(run, head.length() - 2), out, at);
    }
    added(plan);
    return at;
  }

  /// Clients are answered in HTTP/1.1 whatever the target speaks (RFC 9112 section 2.3).
  private int statusLine(byte[] in, int end) {
    int length = copy(in, 0, end, out, 0);
    out[7] = '1';
    if (out[length - 1] != '\n') {
      length = copy(END, out, length);
    }
    return length;
  }

  private static int statusEnd(byte[] in) {
    int end = 12;
    while (in[end] != '\r' && in[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean dropped(HttpHead head, int field, ResponsePlan plan) {
    return switch (head.kind(field)) {
      case FieldNames.OTHER, FieldNames.SERVER ->
          plan.replaced != null && isReplaced(head, field, plan.replaced);
      case FieldNames.CONNECTION ->
          plan.close
              || plan.tellKeepAlive
              || plan.upgrade
              || !Bytes.isWord(
                  head.bytes(), head.valueStart(field), head.valueEnd(field), KEEP_ALIVE);
      case FieldNames.HOP_BY_HOP -> true;
      case FieldNames.UPGRADE -> !plan.upgrade;
      case FieldNames.TRANSFER_ENCODING -> plan.body != ResponsePlan.Body.AS_IS;
      case FieldNames.CONTENT_LENGTH -> plan.body == ResponsePlan.Body.CHUNK;
      default -> false;
    };
  }

  private static boolean isReplaced(HttpHead head, int field, byte[][] names) {
    for (byte[] name : names) {
      if (Bytes.isWord(head.bytes(), head.nameStart(field), head.nameEnd(field), name)) {
        return true;
      }
    }
    return false;
  }

  private void cut(HttpHead head, int field, boolean canonical) {
    if (canonical) {
      at = copy(head.bytes(), run, head.nameStart(field), out, at);
      run = field + 1 < head.count() ? head.nameStart(field + 1) : head.length() - 2;
    }
  }

  private void line(HttpHead head, int field) {
    byte[] in = head.bytes();
    at = copy(in, head.nameStart(field), head.nameEnd(field), out, at);
    at = copy(COLON, out, at);
    at = copy(in, head.valueStart(field), head.valueEnd(field), out, at);
    at = copy(END, out, at);
  }

  private void added(ResponsePlan plan) {
    at = copy(plan.lines(), 0, plan.linesLength(), out, at);
    if (plan.body == ResponsePlan.Body.CHUNK) {
      at = copy(CHUNKED, out, at);
    }
    if (plan.upgrade) {
      at = copy(UPGRADE, out, at);
    } else if (plan.close) {
      at = copy(CLOSE, out, at);
    } else if (plan.tellKeepAlive) {
      at = copy(KEEP_ALIVE_LINE, out, at);
    }
    at = copy(END, out, at);
  }
}
