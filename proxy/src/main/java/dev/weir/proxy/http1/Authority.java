package dev.weir.proxy.http1;

/// Hosts with their ports, as in Host fields and in absolute request targets (RFC 9110 section 7.2,
/// RFC 3986 section 3.2).
final class Authority {
  /// Characters of a registered name or an address. A comma is none: many parsers see a list there.
  /// Bytes that are not ASCII pass, as in names that were never encoded.
  private static final boolean[] NAME = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      NAME[c] =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c >= 0x80
              || "-._~%!$&'()*+;=".indexOf(c) >= 0;
    }
  }

  private Authority() {}

  /// Whether the bytes are a host, perhaps empty, perhaps with a port. Whoever reads something else
  /// may find another host in it than the rules did: user information, a list, a path.
  static boolean isHost(byte[] in, int from, int to) {
    int at = from;
    if (at < to && in[at] == '[') {
      at = literalEnd(in, at + 1, to);
    } else {
      while (at < to && NAME[in[at] & 0xff]) {
        at++;
      }
    }
    if (at < to && in[at] == ':') {
      at++;
      while (at < to && in[at] >= '0' && in[at] <= '9') {
        at++;
      }
    }
    return at == to;
  }

  /// Behind the closing bracket, or where the address ends wrongly.
  private static int literalEnd(byte[] in, int from, int to) {
    int at = from;
    while (at < to && (NAME[in[at] & 0xff] || in[at] == ':')) {
      at++;
    }
    return at < to && in[at] == ']' && at > from ? at + 1 : from - 1;
  }

  /// The end of the authority of an absolute target that begins at `from`.
  static int end(byte[] in, int from, int to) {
    int at = from;
    while (at < to && in[at] != '/' && in[at] != '?') {
      at++;
    }
    return at;
  }
}
