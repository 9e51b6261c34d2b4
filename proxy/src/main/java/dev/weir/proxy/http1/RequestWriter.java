package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.Bytes.copy;

import dev.weir.proxy.exchange.HttpHead;
import org.jspecify.annotations.Nullable;

/// Writes a request head for a target: the client's head with runs of lines copied as they stand
/// between the lines that change. One per event loop.
public final class RequestWriter {
  /// More addresses than this in X-Forwarded-For are answered with 463.
  private static final int MAX_FORWARDED = 30;

  private static final byte[] VERSION = Bytes.latin1(" HTTP/1.1\r\n");
  private static final byte[] HOST = Bytes.latin1("Host: ");
  private static final byte[] FORWARDED_FOR = Bytes.latin1("X-Forwarded-For: ");
  private static final byte[] CONNECTION_UPGRADE = Bytes.latin1("Connection: Upgrade\r\n");
  private static final byte[] COLON = Bytes.latin1(": ");
  private static final byte[] COMMA = Bytes.latin1(", ");
  private static final byte[] END = Bytes.latin1("\r\n");
  private static final byte[] SLASH = Bytes.latin1("/");
  private static final byte[] NO_BYTES = {};
  private static final byte[] HEX = Bytes.latin1("0123456789ABCDEF");
  private static final byte[] CHUNKED_LINE = Bytes.latin1("Transfer-Encoding: chunked\r\n");
  private static final byte[] CHUNKED = Bytes.latin1("chunked");

  private final TraceIds traceIds;
  private byte[] out = new byte[4096];
  private int traceStart;
  private int traceEnd;

  private boolean lengthWritten;
  private boolean codingWritten;

  /// Whether the head has lines that must not be copied as they stand.
  private boolean lineByLine;

  private int run;
  private int at;

  public RequestWriter(TraceIds traceIds) {
    this.traceIds = traceIds;
  }

  /// What {@link #write} wrote.
  public byte[] bytes() {
    return out;
  }

  /// The value of X-Amzn-Trace-Id as last written.
  public String traceId() {
    return new String(
        out, traceStart, traceEnd - traceStart, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  public int traceIdStart() {
    return traceStart;
  }

  public int traceIdLength() {
    return traceEnd - traceStart;
  }

  /// Whether X-Forwarded-For has more addresses than ALB accepts.
  public static boolean forwardedTooOften(HttpHead head) {
    int addresses = 0;
    for (int i = 0; i < head.count(); i++) {
      if (head.kind(i) == FieldNames.X_FORWARDED_FOR) {
        addresses++;
        for (int at = head.valueStart(i); at < head.valueEnd(i); at++) {
          addresses += head.bytes()[at] == ',' ? 1 : 0;
        }
      }
    }
    return addresses > MAX_FORWARDED;
  }

  /// Writes the head and returns its length in {@link #bytes}.
  ///
  /// @param canonical whether lines may be copied as they stand
  public int write(
      HttpHead head, Framing framing, boolean canonical, RequestRules rules, RequestExtras extras) {
    reserve(head, rules, extras);
    byte[] in = head.bytes();
    at = copy(in, 0, head.methodEnd(), out, 0);
    out[at++] = ' ';
    target(head, extras.target);
    at = copy(VERSION, out, at);
    lengthWritten = false;
    codingWritten = false;
    boolean hostWritten = false;
    lineByLine = !canonical;
    run = head.count() == 0 ? head.length() - 2 : head.nameStart(0);
    for (int i = 0; i < head.count(); i++) {
      byte kind = head.kind(i);
      if (kind == FieldNames.HOST) {
        boolean first = !hostWritten;
        hostWritten = true;
        if (!asReceived(head, i, first, rules, extras)) {
          cut(head, i);
          if (first || rules.preserveHost()) {
            host(head, i, rules, extras);
          }
        } else if (!canonical) {
          line(head, i);
        }
      } else if (dropped(head, i, kind, framing, rules, extras)) {
        cut(head, i);
      } else if (!canonical) {
        line(head, i);
      }
    }
    flushRun(in, head.length() - 2);
    if (!hostWritten) {
      at = copy(HOST, out, at);
      hostOfTarget(head, rules, extras);
      at = copy(END, out, at);
    }
    added(head, framing, rules, extras);
    return at;
  }

  private void reserve(HttpHead head, RequestRules rules, RequestExtras extras) {
    int most =
        head.length() * 3
            + length(extras.target)
            + length(extras.host)
            + length(extras.authenticationLines)
            + extras.connectionLines.length
            + rules.dnsName().bytes.length
            + 1024;
    if (out.length < most) {
      out = new byte[most + 4096];
    }
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private void target(HttpHead head, byte @Nullable [] rewritten) {
    if (rewritten != null) {
      at = copy(rewritten, out, at);
      return;
    }
    byte[] in = head.bytes();
    int from = head.targetStart();
    int to = head.targetEnd();
    if (from < to && in[from] != '/' && in[from] != '*') {
      from = pathOfAbsolute(in, from, to);
      if (from == to || in[from] != '/') {
        at = copy(SLASH, out, at);
      }
    } else if (from >= to) {
      at = copy(SLASH, out, at);
    }
    for (int i = from; i < to; i++) {
      byte b = in[i];
      if (b > 0x20 && b != '#' && b != 0x7f || b < 0) {
        out[at++] = b;
      } else {
        escape(b);
      }
    }
  }

  /// What is no part of a request target goes on escaped: targets that are given it as it stands
  /// end the target there, or refuse it, where a rule has read on (RFC 9112 section 3.2).
  private void escape(byte b) {
    out[at++] = '%';
    out[at++] = HEX[b >>> 4 & 15];
    out[at++] = HEX[b & 15];
  }

  private static int pathOfAbsolute(byte[] in, int from, int to) {
    return Authority.end(in, authorityStart(in, from, to), to);
  }

  private static int authorityStart(byte[] in, int from, int to) {
    int colon = from;
    while (colon < to && in[colon] != ':') {
      colon++;
    }
    return Math.min(colon + 3, to);
  }

  /// Ends the run before this field and begins the next one behind it.
  private void cut(HttpHead head, int field) {
    flushRun(head.bytes(), head.nameStart(field));
    run = field + 1 < head.count() ? head.nameStart(field + 1) : head.length() - 2;
  }

  /// The empty line at the end of a canonical head is never part of a run.
  private void flushRun(byte[] in, int end) {
    if (end > run && !lineByLine) {
      at = copy(in, run, end, out, at);
    }
  }

  private void line(HttpHead head, int field) {
    byte[] in = head.bytes();
    at = copy(in, head.nameStart(field), head.nameEnd(field), out, at);
    at = copy(COLON, out, at);
    at = copy(in, head.valueStart(field), head.valueEnd(field), out, at);
    at = copy(END, out, at);
  }

  private boolean asReceived(
      HttpHead head, int field, boolean first, RequestRules rules, RequestExtras extras) {
    if (extras.host != null) {
      return false;
    }
    if (rules.preserveHost()) {
      return true;
    }
    byte[] in = head.bytes();
    if (!first || in[head.targetStart()] != '/') {
      return false;
    }
    int to = head.valueEnd(field);
    int colon = -1;
    for (int i = head.valueStart(field); i < to; i++) {
      byte b = in[i];
      if (b >= 'A' && b <= 'Z') {
        return false;
      }
      if (b == ':') {
        colon = i;
      } else if (b == ']') {
        colon = -1;
      }
    }
    return colon < 0
        ? rules.portSuffix().bytes.length == 0
        : !Bytes.isWord(in, colon, to, rules.defaultPort().bytes);
  }

  /// Host in lower case, without the default port, with the listener's port when it has none.
  private void host(HttpHead head, int field, RequestRules rules, RequestExtras extras) {
    byte[] in = head.bytes();
    at = copy(in, head.nameStart(field), head.nameEnd(field), out, at);
    at = copy(COLON, out, at);
    if (extras.host != null) {
      at = copy(extras.host, out, at);
      at = copy(END, out, at);
      return;
    }
    if (isAbsolute(head)) {
      int target = head.targetStart();
      int end = head.targetEnd();
      host(in, authorityStart(in, target, end), pathOfAbsolute(in, target, end), rules);
    } else {
      host(in, head.valueStart(field), head.valueEnd(field), rules);
    }
    at = copy(END, out, at);
  }

  private static boolean isAbsolute(HttpHead head) {
    int target = head.targetStart();
    byte first = head.bytes()[target];
    return target < head.targetEnd() && first != '/' && first != '*';
  }

  /// The host of a request without Host: that of its target, or the load balancer's name.
  private void hostOfTarget(HttpHead head, RequestRules rules, RequestExtras extras) {
    if (extras.host != null) {
      at = copy(extras.host, out, at);
    } else if (isAbsolute(head)) {
      byte[] in = head.bytes();
      int target = head.targetStart();
      int end = head.targetEnd();
      host(in, authorityStart(in, target, end), pathOfAbsolute(in, target, end), rules);
    } else {
      at = copy(rules.dnsName().bytes, out, at);
    }
  }

  private void host(byte[] in, int from, int to, RequestRules rules) {
    int start = at;
    int colon = -1;
    for (int i = from; i < to; i++) {
      byte b = Bytes.lower(in[i]);
      colon = b == ':' ? at : b == ']' ? -1 : colon;
      out[at++] = b;
    }
    if (colon < 0 && at > start) {
      at = copy(rules.portSuffix().bytes, out, at);
    } else if (colon >= 0 && Bytes.isWord(out, colon, at, rules.defaultPort().bytes)) {
      at = colon;
    }
  }

  private boolean dropped(
      HttpHead head,
      int field,
      byte kind,
      Framing framing,
      RequestRules rules,
      RequestExtras extras) {
    boolean drop =
        switch (kind) {
          case FieldNames.OTHER ->
              FieldNames.isLoadBalancerOnly(
                  head.bytes(), head.nameStart(field), head.nameEnd(field));
          case FieldNames.CONTENT_LENGTH -> dropLength(framing, extras);
          case FieldNames.TRANSFER_ENCODING -> dropCoding(head, field, framing, extras);
          case FieldNames.UPGRADE -> !extras.upgrade;
          case FieldNames.X_FORWARDED_FOR ->
              rules.forwardedFor() != RequestRules.ForwardedFor.PRESERVE;
          case FieldNames.CONNECTION,
              FieldNames.EXPECT,
              FieldNames.HOP_BY_HOP,
              FieldNames.LOAD_BALANCER_ONLY,
              FieldNames.UNUSABLE,
              FieldNames.X_FORWARDED_PROTO,
              FieldNames.X_FORWARDED_PORT,
              FieldNames.X_AMZN_TRACE_ID ->
              true;
          case FieldNames.INVALID -> rules.dropInvalid();
          default -> false;
        };
    return drop || extras.dropped != null && isAny(head, field, extras.dropped);
  }

  /// Of several equal lengths one goes on; beside chunked none does.
  private boolean dropLength(Framing framing, RequestExtras extras) {
    boolean drop = lengthWritten || framing.badLength || framing.chunked || extras.withoutBody;
    lengthWritten = true;
    return drop;
  }

  /// Targets get `chunked` in one form and on one line, without blanks that some parsers take for
  /// part of the value.
  private boolean dropCoding(HttpHead head, int field, Framing framing, RequestExtras extras) {
    byte[] in = head.bytes();
    int from = head.valueStart(field);
    int to = head.valueEnd(field);
    boolean plain =
        from - head.nameEnd(field) == 2
            && in[from - 1] == ' '
            && in[to] == '\r'
            && Bytes.isWord(in, from, to, CHUNKED);
    boolean keep = plain && framing.chunked && !extras.withoutBody && !codingWritten;
    codingWritten |= keep;
    return !keep;
  }

  private static boolean isAny(HttpHead head, int field, byte[][] names) {
    for (byte[] name : names) {
      if (Bytes.isWord(head.bytes(), head.nameStart(field), head.nameEnd(field), name)) {
        return true;
      }
    }
    return false;
  }

  private void added(HttpHead head, Framing framing, RequestRules rules, RequestExtras extras) {
    if (extras.upgrade) {
      at = copy(CONNECTION_UPGRADE, out, at);
    }
    if (framing.chunked && !extras.withoutBody && !codingWritten) {
      at = copy(CHUNKED_LINE, out, at);
    }
    if (rules.forwardedFor() == RequestRules.ForwardedFor.APPEND) {
      forwardedFor(head, extras.forwardedFor);
    }
    at = copy(rules.protocolLines().bytes, out, at);
    at = copy(TraceIds.NAME, out, at);
    traceStart = at;
    at = traceIds.write(head, out, at);
    traceEnd = at;
    at = copy(END, out, at);
    at = copy(extras.connectionLines, out, at);
    at = copy(extras.authenticationLines == null ? NO_BYTES : extras.authenticationLines, out, at);
    at = copy(END, out, at);
  }

  private void forwardedFor(HttpHead head, byte[] client) {
    at = copy(FORWARDED_FOR, out, at);
    for (int i = 0; i < head.count(); i++) {
      if (head.kind(i) == FieldNames.X_FORWARDED_FOR && head.valueEnd(i) > head.valueStart(i)) {
        at = copy(head.bytes(), head.valueStart(i), head.valueEnd(i), out, at);
        at = copy(COMMA, out, at);
      }
    }
    at = copy(client, out, at);
    at = copy(END, out, at);
  }
}
