package dev.weir.routing;

/// URI normalisation of paths before rules see them (RFC 3986 sections 5.2.4 and 6.2.2): escapes of
/// unreserved characters are decoded, the digits of other escapes become upper case, `.` and `..`
/// segments are removed, and control characters are left out. Slashes are not merged.
final class PathNormalizer {
  private static final String HEX = "0123456789ABCDEF";

  private PathNormalizer() {}

  /// Whether the path is its own normal form for sure. Paths that only look suspicious
  /// (`/.well-known`) give false and are found equal by {@link #normalise}.
  static boolean isNormal(byte[] bytes, int from, int to) {
    byte before = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '%' || Ascii.isControl(b) || (b == '.' && before == '/')) {
        return false;
      }
      before = b;
    }
    return from < to;
  }

  /// Writes the normal form, which is never longer than the path and one slash.
  ///
  /// @return its length
  static int normalise(byte[] bytes, int from, int to, byte[] out) {
    int length =
        Ascii.hasControl(bytes, from, to)
            ? decode(out, 0, Ascii.copyVisible(bytes, from, to, out, 0), out)
            : decode(bytes, from, to, out);
    if (length == 0) {
      out[0] = '/';
      return 1;
    }
    return out[0] == '/' ? removeDotSegments(out, length) : length;
  }

  /// `out` may be `bytes`: nothing is written before it is read.
  private static int decode(byte[] bytes, int from, int to, byte[] out) {
    int end = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      int high = b == '%' && i + 2 < to ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low < 0) {
        out[end++] = b;
        continue;
      }
      int decoded = high * 16 + low;
      if (isUnreserved(decoded)) {
        out[end++] = (byte) decoded;
      } else {
        out[end++] = '%';
        out[end++] = (byte) HEX.charAt(high);
        out[end++] = (byte) HEX.charAt(low);
      }
      i += 2;
    }
    return end;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /// In place: `out` starts with a slash and every segment is read before it is written.
  private static int removeDotSegments(byte[] out, int length) {
    int end = 0;
    int at = 0;
    while (at < length) {
      int next = at + 1;
      while (next < length && out[next] != '/') {
        next++;
      }
      int segment = next - at - 1;
      boolean last = next == length;
      if (segment == 1 && out[at + 1] == '.') {
        end = last ? slash(out, end) : end;
      } else if (segment == 2 && out[at + 1] == '.' && out[at + 2] == '.') {
        end = withoutLastSegment(out, end);
        end = last ? slash(out, end) : end;
      } else {
        System.arraycopy(out, at, out, end, next - at);
        end += next - at;
      }
      at = next;
    }
    return end;
  }

  private static int slash(byte[] out, int end) {
    out[end] = '/';
    return end + 1;
  }

  private static int withoutLastSegment(byte[] out, int end) {
    int at = end;
    while (at > 0 && out[at - 1] != '/') {
      at--;
    }
    return Math.max(0, at - 1);
  }
}
