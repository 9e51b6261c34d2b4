package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.DesyncReason.BAD_CONTENT_LENGTH;
import static dev.weir.proxy.http1.DesyncReason.BAD_TRANSFER_ENCODING;
import static dev.weir.proxy.http1.DesyncReason.BOTH_TE_CL_PRESENT;
import static dev.weir.proxy.http1.DesyncReason.DUPLICATE_CONTENT_LENGTH;
import static dev.weir.proxy.http1.DesyncReason.MULTIPLE_CONTENT_LENGTH;
import static dev.weir.proxy.http1.DesyncReason.MULTIPLE_TRANSFER_ENCODING_CHUNKED;
import static dev.weir.proxy.http1.DesyncReason.SUSPICIOUS_TE_CL_PRESENT;

import dev.weir.proxy.exchange.HttpHead;

/// What the fields of a head say about where its message ends and what its connection does then
/// (RFC 9112 sections 6 and 9).
public final class Framing {
  private static final byte[] CHUNKED = Bytes.latin1("chunked");
  private static final byte[] IDENTITY = Bytes.latin1("identity");
  private static final byte[] CLOSE = Bytes.latin1("close");
  private static final byte[] KEEP_ALIVE = Bytes.latin1("keep-alive");
  private static final byte[] UPGRADE = Bytes.latin1("upgrade");
  private static final byte[] H2C = Bytes.latin1("h2c");
  private static final byte[] CONTINUE = Bytes.latin1("100-continue");
  private static final byte[][] CODINGS = {
    Bytes.latin1("gzip"),
    Bytes.latin1("deflate"),
    Bytes.latin1("compress"),
    Bytes.latin1("br"),
    Bytes.latin1("x-gzip"),
    Bytes.latin1("x-compress")
  };

  /// -1 when there is no Content-Length.
  public long contentLength;

  public boolean chunked;

  /// A transfer coding other than chunked that is known, such as gzip.
  public boolean otherCoding;

  public boolean close;
  public boolean keepAlive;
  public boolean upgrade;
  public boolean expectContinue;

  /// Whether there is a Content-Length that is no number; none goes on then.
  boolean badLength;

  boolean suspiciousTransferEncoding;
  boolean suspiciousContentLength;
  private boolean transferEncoding;
  private boolean upgradeToken;
  private boolean upgradeField;
  private boolean http2Upgrade;
  private boolean names;
  private int chunkedCount;

  void clear() {
    contentLength = -1;
    chunked = false;
    otherCoding = false;
    close = false;
    keepAlive = false;
    upgrade = false;
    expectContinue = false;
    badLength = false;
    suspiciousTransferEncoding = false;
    suspiciousContentLength = false;
    transferEncoding = false;
    upgradeToken = false;
    upgradeField = false;
    http2Upgrade = false;
    names = false;
    chunkedCount = 0;
  }

  /// Takes note of one field and returns the reasons it gives for doubt.
  int field(byte kind, byte[] in, int from, int to) {
    return switch (kind) {
      case FieldNames.CONTENT_LENGTH -> contentLength(in, from, to);
      case FieldNames.TRANSFER_ENCODING -> transferEncoding(in, from, to);
      case FieldNames.CONNECTION -> {
        connection(in, from, to);
        yield 0;
      }
      case FieldNames.EXPECT -> {
        expectContinue = Bytes.isWord(in, from, to, CONTINUE);
        yield 0;
      }
      case FieldNames.UPGRADE -> {
        upgrade(in, from, to);
        yield 0;
      }
      default -> 0;
    };
  }

  /// Called after the last field.
  int finish(HttpHead head) {
    int reasons = 0;
    chunked = chunkedCount > 0;
    upgrade = upgradeToken && upgradeField && !http2Upgrade;
    if (chunkedCount > 1) {
      reasons |= MULTIPLE_TRANSFER_ENCODING_CHUNKED.bit();
    }
    if (transferEncoding && contentLength >= 0) {
      reasons |= BOTH_TE_CL_PRESENT.bit();
    }
    if (suspiciousTransferEncoding && contentLength >= 0
        || suspiciousContentLength && transferEncoding) {
      reasons |= SUSPICIOUS_TE_CL_PRESENT.bit();
    }
    if (names) {
      markNamed(head);
    }
    return reasons;
  }

  /// Whether its fields must not go on with a request that is taken to have no body: all but a
  /// plain `Content-Length: 0`.
  public boolean mayTellOfBody() {
    return chunked || contentLength != 0;
  }

  boolean hasTransferEncoding() {
    return transferEncoding;
  }

  private int contentLength(byte[] in, int from, int to) {
    if (from == to || to - from > 18) {
      badLength = true;
      return BAD_CONTENT_LENGTH.bit();
    }
    long length = 0;
    for (int i = from; i < to; i++) {
      if (in[i] < '0' || in[i] > '9') {
        badLength = true;
        return BAD_CONTENT_LENGTH.bit();
      }
      length = length * 10 + in[i] - '0';
    }
    if (contentLength >= 0) {
      return contentLength == length
          ? DUPLICATE_CONTENT_LENGTH.bit()
          : MULTIPLE_CONTENT_LENGTH.bit();
    }
    contentLength = length;
    return 0;
  }

  private int transferEncoding(byte[] in, int from, int to) {
    transferEncoding = true;
    if (Bytes.isWord(in, from, to, CHUNKED)) {
      chunkedCount++;
      return 0;
    }
    int reasons = 0;
    int at = from;
    do {
      int comma = comma(in, at, to);
      int start = skipBlanks(in, at, comma);
      reasons |= coding(in, start, trimEnd(in, start, comma));
      at = comma + 1;
    } while (at <= to);
    return reasons;
  }

  private int coding(byte[] in, int from, int to) {
    if (chunkedCount > 0 && !Bytes.isWord(in, from, to, CHUNKED)) {
      return BAD_TRANSFER_ENCODING.bit();
    }
    if (Bytes.isWord(in, from, to, CHUNKED)) {
      chunkedCount++;
      return 0;
    }
    for (byte[] known : CODINGS) {
      otherCoding |= Bytes.isWord(in, from, to, known);
    }
    return otherCoding || Bytes.isWord(in, from, to, IDENTITY) ? 0 : BAD_TRANSFER_ENCODING.bit();
  }

  /// An upgrade to HTTP/2 in clear text would carry requests past every rule, even when it is only
  /// one of those that the client offers.
  private void upgrade(byte[] in, int from, int to) {
    upgradeField = true;
    for (int at = from; at + H2C.length <= to; at++) {
      http2Upgrade |= Bytes.isWord(in, at, at + H2C.length, H2C);
    }
  }

  private void connection(byte[] in, int from, int to) {
    int at = from;
    do {
      int comma = comma(in, at, to);
      int start = skipBlanks(in, at, comma);
      int stop = trimEnd(in, start, comma);
      if (Bytes.isWord(in, start, stop, KEEP_ALIVE)) {
        keepAlive = true;
      } else if (Bytes.isWord(in, start, stop, CLOSE)) {
        close = true;
      } else if (Bytes.isWord(in, start, stop, UPGRADE)) {
        upgradeToken = true;
      } else if (stop > start) {
        names = true;
      }
      at = comma + 1;
    } while (at <= to);
  }

  /// Fields that a Connection field names are hop-by-hop, but never those that the proxy itself
  /// reads: a client could make it forget them.
  private static void markNamed(HttpHead head) {
    byte[] in = head.bytes();
    for (int i = 0; i < head.count(); i++) {
      if (head.kind(i) == FieldNames.CONNECTION) {
        int at = head.valueStart(i);
        int to = head.valueEnd(i);
        do {
          int comma = comma(in, at, to);
          int start = skipBlanks(in, at, comma);
          markNamed(head, start, trimEnd(in, start, comma));
          at = comma + 1;
        } while (at <= to);
      }
    }
  }

  private static void markNamed(HttpHead head, int from, int to) {
    byte[] name = new byte[to - from];
    for (int i = 0; i < name.length; i++) {
      name[i] = Bytes.lower(head.bytes()[from + i]);
    }
    for (int i = head.find(name, 0); i >= 0; i = head.find(name, i + 1)) {
      if (head.kind(i) == FieldNames.OTHER) {
        head.kind(i, FieldNames.HOP_BY_HOP);
      }
    }
  }

  private static int comma(byte[] in, int from, int to) {
    while (from < to && in[from] != ',') {
      from++;
    }
    return from;
  }

  private static int skipBlanks(byte[] in, int from, int to) {
    while (from < to && Bytes.isBlank(in[from])) {
      from++;
    }
    return from;
  }

  private static int trimEnd(byte[] in, int from, int to) {
    while (to > from && Bytes.isBlank(in[to - 1])) {
      to--;
    }
    return to;
  }
}
