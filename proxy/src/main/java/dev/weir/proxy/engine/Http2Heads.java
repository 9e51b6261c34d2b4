package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.FieldNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns HTTP/2 heads into HTTP/1 heads and back (RFC 9113 section 8): routing, rewriting and logs
/// know one form only. What could end a line in HTTP/1 is refused, so nothing can be smuggled.
final class Http2Heads {
  private static final AsciiString COOKIE = AsciiString.cached("cookie");
  private static final byte[] VERSION = Bytes.latin1(" HTTP/1.1\r\n");
  private static final byte[] HOST = Bytes.latin1("Host: ");
  private static final byte[] CHUNKED = Bytes.latin1("transfer-encoding: chunked\r\n");
  private static final byte[] COOKIE_LINE = Bytes.latin1("cookie: ");
  private static final byte[] END = Bytes.latin1("\r\n");

  /// The head is longer than any that is accepted.
  static final int TOO_LARGE = -2;

  private final byte[] out;
  private int at;
  private boolean fits;
  private boolean tooLarge;

  /// @param out where heads are written
  private Http2Heads(byte[] out) {
    this.out = out;
  }

  /// Writes a request head and returns its length, -1 when it cannot be expressed, or {@link
  /// #TOO_LARGE}.
  static int writeRequest(Http2Headers headers, boolean endOfStream, byte[] out) {
    return new Http2Heads(out).request(headers, endOfStream);
  }

  /// Writes a response head and returns its length, or -1 when it cannot be expressed.
  static int writeResponse(Http2Headers headers, byte[] out) {
    return new Http2Heads(out).response(headers);
  }

  private int request(Http2Headers headers, boolean endOfStream) {
    CharSequence method = headers.method();
    CharSequence path = headers.path();
    CharSequence authority = headers.authority();
    if (method == null || path == null || path.isEmpty() || headers.scheme() == null) {
      return -1;
    }
    fits = true;
    word(method);
    put((byte) ' ');
    word(path);
    put(VERSION);
    if (authority != null) {
      put(HOST);
      word(authority);
      put(END);
    }
    boolean length = fields(headers, authority != null);
    if (!endOfStream && !length) {
      put(CHUNKED);
    }
    put(END);
    if (!fits) {
      return -1;
    }
    return tooLarge ? TOO_LARGE : at;
  }

  private int response(Http2Headers headers) {
    CharSequence status = headers.status();
    if (status == null || status.length() != 3) {
      return -1;
    }
    fits = true;
    put(Bytes.latin1("HTTP/1.1 "));
    word(status);
    put(Bytes.latin1(" \r\n"));
    fields(headers, false);
    put(END);
    return fits && !tooLarge ? at : -1;
  }

  /// Returns whether there was a content length.
  private boolean fields(Http2Headers headers, boolean withoutHost) {
    boolean length = false;
    boolean cookies = false;
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      CharSequence name = field.getKey();
      if (name.isEmpty() || name.charAt(0) == ':') {
        continue;
      }
      if (AsciiString.contentEquals(name, COOKIE)) {
        cookies = true;
      } else if (!forbidden(name) && !(withoutHost && AsciiString.contentEquals(name, "host"))) {
        length |= AsciiString.contentEquals(name, "content-length");
        name(name);
        put((byte) ':');
        put((byte) ' ');
        value(field.getValue());
        put(END);
      }
    }
    if (cookies) {
      cookies(headers);
    }
    return length;
  }

  /// Crumbs become one field (RFC 9113 section 8.2.3).
  private void cookies(Http2Headers headers) {
    put(COOKIE_LINE);
    boolean first = true;
    for (CharSequence crumb : headers.getAll(COOKIE)) {
      if (!first) {
        put((byte) ';');
        put((byte) ' ');
      }
      first = false;
      value(crumb);
    }
    put(END);
  }

  private static boolean forbidden(CharSequence name) {
    return AsciiString.contentEquals(name, "connection")
        || AsciiString.contentEquals(name, "transfer-encoding")
        || AsciiString.contentEquals(name, "upgrade")
        || AsciiString.contentEquals(name, "keep-alive")
        || AsciiString.contentEquals(name, "expect")
        || AsciiString.contentEquals(name, "proxy-connection");
  }

  private void name(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      fits &= FieldNames.isNameCharacter(c) && (c < 'A' || c > 'Z');
      put((byte) c);
    }
  }

  /// A part of the start line: no white space, no controls.
  private void word(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      fits &= c > 0x20 && c != 0x7f;
      put((byte) c);
    }
  }

  private void value(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      fits &= c >= 0x20 && c != 0x7f || c == '\t';
      put((byte) c);
    }
  }

  private void put(byte b) {
    if (at < out.length - 32) {
      out[at++] = b;
    } else {
      tooLarge = true;
    }
  }

  private void put(byte[] bytes) {
    for (byte b : bytes) {
      put(b);
    }
  }

  /// The headers of a target's response for an HTTP/2 client.
  ///
  /// @param replaced names of fields that the listener sets itself, or null
  static Http2Headers response(HttpHead head, byte @Nullable [][] replaced) {
    Http2Headers headers = new DefaultHttp2Headers(false, head.count() + 4);
    headers.status(AsciiString.of(Integer.toString(head.status())));
    for (int i = 0; i < head.count(); i++) {
      if (!hopByHop(head.kind(i)) && !isAny(head, i, replaced)) {
        headers.add(name(head, i), value(head, i));
      }
    }
    return headers;
  }

  /// The headers of a rewritten request for an HTTP/2 target.
  static Http2Headers request(HttpHead head, boolean secure, boolean trailers) {
    Http2Headers headers = new DefaultHttp2Headers(false, head.count() + 6);
    byte[] in = head.bytes();
    headers.method(new AsciiString(in, 0, head.methodEnd(), true));
    headers.scheme(secure ? "https" : "http");
    headers.path(
        new AsciiString(in, head.targetStart(), head.targetEnd() - head.targetStart(), true));
    for (int i = 0; i < head.count(); i++) {
      byte kind = head.kind(i);
      if (kind == FieldNames.HOST) {
        headers.authority(value(head, i));
      } else if (!hopByHop(kind)) {
        headers.add(name(head, i), value(head, i));
      }
    }
    if (trailers) {
      headers.add("te", "trailers");
    }
    return headers;
  }

  private static boolean hopByHop(byte kind) {
    return kind == FieldNames.CONNECTION
        || kind == FieldNames.HOP_BY_HOP
        || kind == FieldNames.TRANSFER_ENCODING
        || kind == FieldNames.UPGRADE;
  }

  private static boolean isAny(HttpHead head, int field, byte @Nullable [][] names) {
    if (names != null) {
      for (byte[] name : names) {
        if (Bytes.isWord(head.bytes(), head.nameStart(field), head.nameEnd(field), name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static AsciiString name(HttpHead head, int field) {
    int from = head.nameStart(field);
    return new AsciiString(head.bytes(), from, head.nameEnd(field) - from, true).toLowerCase();
  }

  private static AsciiString value(HttpHead head, int field) {
    int from = head.valueStart(field);
    return new AsciiString(head.bytes(), from, head.valueEnd(field) - from, true);
  }

  /// Adds whole HTTP/1 lines, each with its CR LF.
  static void addLines(Http2Headers headers, byte[] lines, int length) {
    int at = 0;
    while (at < length) {
      int colon = at;
      while (lines[colon] != ':') {
        colon++;
      }
      int end = colon;
      while (lines[end] != '\r') {
        end++;
      }
      int from = Math.min(colon + 2, end);
      headers.add(
          new AsciiString(lines, at, colon - at, true).toLowerCase(),
          new AsciiString(lines, from, end - from, true));
      at = end + 2;
    }
  }
}
