package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.DesyncReason.BAD_CONTENT_LENGTH;
import static dev.weir.proxy.http1.DesyncReason.BAD_HEADER;
import static dev.weir.proxy.http1.DesyncReason.BAD_TRANSFER_ENCODING;
import static dev.weir.proxy.http1.DesyncReason.EMPTY_HEADER;
import static dev.weir.proxy.http1.DesyncReason.MISSING_HEADER_COLON;
import static dev.weir.proxy.http1.DesyncReason.MULTILINE_HEADER;
import static dev.weir.proxy.http1.DesyncReason.NON_COMPLIANT_HEADER;
import static dev.weir.proxy.http1.DesyncReason.NON_CR_LF_LINE_TERMINATION;
import static dev.weir.proxy.http1.DesyncReason.SUSPICIOUS_HEADER;

import dev.weir.proxy.exchange.HttpHead;

/// Reads the field lines of a head (RFC 9112 section 5) and what they say about the message. Used
/// again for head after head; one per event loop.
final class FieldSection {
  static final int INCOMPLETE = 0;
  static final int TOO_LARGE = -1;
  private static final int MAX_LINE = 16 * 1024;
  private static final byte[] CONTENT_TYPE = Bytes.latin1("content-type");

  /// Letters, digits and hyphen.
  private static final boolean[] NAME = new boolean[256];

  /// Characters of a token (RFC 9110 section 5.6.2).
  static final boolean[] TOKEN = new boolean[256];

  static {
    for (int c = 0; c < 128; c++) {
      NAME[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-';
      TOKEN[c] = NAME[c] || "!#$%&'*+.^_`|~".indexOf(c) >= 0;
    }
  }

  final Framing framing = new Framing();
  int reasons;

  /// Whether every line may be copied as it stands.
  boolean canonical;

  boolean invalidNames;
  int hostField;

  /// Whether a Host field names no host.
  boolean badHost;

  private HttpHead head;
  private byte[] in;
  private int end;
  private int nameEnd;
  private boolean lastSkipped;

  FieldSection(HttpHead head) {
    this.head = head;
    this.in = head.bytes();
  }

  /// Reads field lines up to and with the empty line.
  ///
  /// @param source longer than `to`, with a 0 at `to`
  /// @return where the body begins, {@link #INCOMPLETE} or {@link #TOO_LARGE}
  int parse(HttpHead into, byte[] source, int at, int to) {
    head = into;
    in = source;
    end = to;
    clear();
    while (true) {
      int next = line(at);
      if (next <= 0) {
        return next == INCOMPLETE && to - at > MAX_LINE ? TOO_LARGE : next;
      }
      if (head.length() != 0) {
        reasons |= framing.finish(head);
        return next;
      }
      if (next - at > MAX_LINE) {
        return TOO_LARGE;
      }
      at = next;
    }
  }

  /// There are no field lines.
  void clear() {
    framing.clear();
    reasons = 0;
    canonical = true;
    invalidNames = false;
    hostField = -1;
    badHost = false;
    lastSkipped = true;
  }

  private int line(int start) {
    int at = start;
    while (NAME[in[at] & 0xff]) {
      at++;
    }
    if (in[at] == ':' && at > start) {
      nameEnd = at;
      byte kind = FieldNames.kind(in, start, at);
      return value(start, at + 1, kind);
    }
    return at >= end ? INCOMPLETE : oddLine(start, at);
  }

  private int value(int nameStart, int at, byte kind) {
    while (Bytes.isBlank(in[at])) {
      at++;
    }
    int valueStart = at;
    while (true) {
      at = Bytes.plainEnd(in, at, end);
      byte b = in[at];
      if (b == '\r' && in[at + 1] == '\n' && at + 1 < end) {
        add(nameStart, valueStart, at, kind);
        return at + 2;
      }
      if (at >= end || b == '\r' && at + 1 >= end) {
        return INCOMPLETE;
      }
      if (b == '\n') {
        bareLineFeed();
        add(nameStart, valueStart, at, kind);
        return at + 1;
      }
      if (b == 0 || b == '\r') {
        spoiled(at);
      } else if (b != '\t') {
        reasons |= NON_COMPLIANT_HEADER.bit();
      }
      at++;
    }
  }

  /// What some parsers take for the end of a line or of a text is a space from here on, for rules
  /// as for targets (RFC 9110 section 5.5).
  private void spoiled(int at) {
    reasons |= BAD_HEADER.bit();
    canonical = false;
    in[at] = ' ';
  }

  private void add(int nameStart, int valueStart, int lineEnd, byte kind) {
    int valueEnd = lineEnd;
    while (valueEnd > valueStart && Bytes.isBlank(in[valueEnd - 1])) {
      valueEnd--;
    }
    lastSkipped = kind == FieldNames.UNUSABLE;
    if (lastSkipped) {
      canonical = false;
      return;
    }
    head.add(nameStart, nameEnd, valueStart, valueEnd, kind);
    if (kind == FieldNames.HOST) {
      hostField = hostField < 0 ? head.count() - 1 : hostField;
      badHost |= !Authority.isHost(in, valueStart, valueEnd);
    } else if (kind != FieldNames.OTHER) {
      reasons |= framing.field(kind, in, valueStart, valueEnd);
    }
  }

  private void bareLineFeed() {
    reasons |= NON_CR_LF_LINE_TERMINATION.bit();
    canonical = false;
  }

  /// A line that does not begin with a plain name and a colon.
  private int oddLine(int start, int at) {
    byte first = in[start];
    if (first == '\n') {
      bareLineFeed();
      head.length(start + 1);
      return start + 1;
    }
    if (first == '\r') {
      if (start + 1 >= end) {
        return INCOMPLETE;
      }
      if (in[start + 1] == '\n') {
        head.length(start + 2);
        return start + 2;
      }
    }
    int lineFeed = at;
    while (lineFeed < end && in[lineFeed] != '\n') {
      lineFeed++;
    }
    if (lineFeed >= end) {
      return INCOMPLETE;
    }
    int lineEnd = in[lineFeed - 1] == '\r' && lineFeed > start ? lineFeed - 1 : lineFeed;
    if (lineEnd == lineFeed) {
      bareLineFeed();
    }
    if (Bytes.isBlank(first)) {
      continuation(start, lineEnd);
    } else {
      return oddName(start, at, lineEnd, lineFeed);
    }
    return lineFeed + 1;
  }

  /// A folded line (RFC 9112 section 5.2): joined to the value before it by spaces, so that no
  /// parser behind us needs to know folding.
  private void continuation(int start, int lineEnd) {
    boolean blank = true;
    for (int i = start; i < lineEnd; i++) {
      blank &= Bytes.isBlank(in[i]);
      if (in[i] == 0 || in[i] == '\r') {
        spoiled(i);
      }
    }
    canonical = false;
    if (blank) {
      reasons |= EMPTY_HEADER.bit();
      return;
    }
    if (lastSkipped) {
      reasons |= BAD_HEADER.bit();
      return;
    }
    int last = head.count() - 1;
    badHost |= head.kind(last) == FieldNames.HOST;
    framing.badLength |= head.kind(last) == FieldNames.CONTENT_LENGTH;
    reasons |=
        switch (head.kind(last)) {
          case FieldNames.CONTENT_LENGTH -> BAD_CONTENT_LENGTH.bit();
          case FieldNames.TRANSFER_ENCODING -> BAD_TRANSFER_ENCODING.bit();
          case FieldNames.OTHER -> isContentType(last) ? 0 : MULTILINE_HEADER.bit();
          default -> BAD_HEADER.bit();
        };
    java.util.Arrays.fill(in, head.valueEnd(last), start, (byte) ' ');
    int valueEnd = lineEnd;
    while (valueEnd > head.valueStart(last) && Bytes.isBlank(in[valueEnd - 1])) {
      valueEnd--;
    }
    head.valueEndOfLast(valueEnd);
  }

  private boolean isContentType(int field) {
    return Bytes.isWord(in, head.nameStart(field), head.nameEnd(field), CONTENT_TYPE);
  }

  private int oddName(int start, int at, int lineEnd, int lineFeed) {
    int colon = at;
    boolean token = true;
    while (colon < lineEnd && in[colon] != ':') {
      byte b = in[colon];
      token &= TOKEN[b & 0xff];
      if (b == 0 || b == '\r') {
        reasons |= BAD_HEADER.bit();
      } else if (b < 0x20 || b == 0x7f) {
        reasons |= NON_COMPLIANT_HEADER.bit();
      }
      colon++;
    }
    if (colon == lineEnd || colon == start) {
      reasons |= colon == start ? EMPTY_HEADER.bit() : MISSING_HEADER_COLON.bit();
      canonical = false;
      lastSkipped = true;
      return lineFeed + 1;
    }
    nameEnd = colon;
    invalidNames = true;
    lookalike(start, colon);
    if (!token) {
      reasons |= NON_COMPLIANT_HEADER.bit();
    }
    return value(start, colon + 1, token ? FieldNames.INVALID : FieldNames.UNUSABLE);
  }

  private void lookalike(int from, int to) {
    if (FieldNames.looksLikeTransferEncoding(in, from, to)) {
      reasons |= SUSPICIOUS_HEADER.bit();
      framing.suspiciousTransferEncoding = true;
    } else if (FieldNames.looksLikeContentLength(in, from, to)) {
      reasons |= SUSPICIOUS_HEADER.bit();
      framing.suspiciousContentLength = true;
    }
  }
}
