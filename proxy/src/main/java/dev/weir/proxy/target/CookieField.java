package dev.weir.proxy.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.proxy.exchange.HttpHead;

/// Finds cookies in heads without making strings (RFC 6265 sections 4.1 and 4.2).
final class CookieField {
  private static final byte[] COOKIE = "cookie".getBytes(ISO_8859_1);
  private static final byte[] SET_COOKIE = "set-cookie".getBytes(ISO_8859_1);

  /// No such cookie.
  static final long ABSENT = -1;

  private CookieField() {}

  /// Where the value of a request's cookie is: start in the upper half, end in the lower.
  static long find(HttpHead request, byte[] name) {
    for (int f = request.find(COOKIE, 0); f >= 0; f = request.find(COOKIE, f + 1)) {
      long found = findIn(request.bytes(), request.valueStart(f), request.valueEnd(f), name);
      if (found != ABSENT) {
        return found;
      }
    }
    return ABSENT;
  }

  private static long findIn(byte[] bytes, int from, int to, byte[] name) {
    int at = from;
    while (at < to) {
      while (at < to && (bytes[at] == ' ' || bytes[at] == ';')) {
        at++;
      }
      int end = at;
      while (end < to && bytes[end] != ';') {
        end++;
      }
      if (startsWith(bytes, at, end, name)) {
        return (long) (at + name.length + 1) << 32 | end;
      }
      at = end;
    }
    return ABSENT;
  }

  /// Whether a response sets this cookie.
  static boolean isSet(HttpHead response, byte[] name) {
    for (int f = response.find(SET_COOKIE, 0); f >= 0; f = response.find(SET_COOKIE, f + 1)) {
      if (startsWith(response.bytes(), response.valueStart(f), response.valueEnd(f), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] name) {
    if (to - from <= name.length || bytes[from + name.length] != '=') {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (bytes[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  static int from(long position) {
    return (int) (position >>> 32);
  }

  static int to(long position) {
    return (int) position;
  }
}
