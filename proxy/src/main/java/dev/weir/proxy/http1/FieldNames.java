package dev.weir.proxy.http1;

/// The header field names that the proxy itself acts on, each with a small number.
public final class FieldNames {
  public static final byte OTHER = 0;
  public static final byte HOST = 1;
  public static final byte CONNECTION = 2;
  public static final byte CONTENT_LENGTH = 3;
  public static final byte TRANSFER_ENCODING = 4;
  public static final byte EXPECT = 5;
  public static final byte UPGRADE = 6;
  public static final byte X_FORWARDED_FOR = 7;
  public static final byte X_FORWARDED_PROTO = 8;
  public static final byte X_FORWARDED_PORT = 9;
  public static final byte X_AMZN_TRACE_ID = 10;

  /// Keep-Alive, Proxy-Connection, TE, Trailer, HTTP2-Settings, and what Connection names.
  public static final byte HOP_BY_HOP = 11;

  /// X-Amzn-Tls-*, X-Amzn-Mtls-*: only the load balancer may say these.
  public static final byte LOAD_BALANCER_ONLY = 12;

  /// A name outside `[-A-Za-z0-9]+` that is still a token.
  public static final byte INVALID = 13;

  /// Never forwarded: no name, no colon, not a token.
  public static final byte UNUSABLE = 14;

  public static final byte SERVER = 15;

  private static final byte[] B_TE = Bytes.latin1("te");
  private static final byte[] B_HOST = Bytes.latin1("host");
  private static final byte[] B_EXPECT = Bytes.latin1("expect");
  private static final byte[] B_SERVER = Bytes.latin1("server");
  private static final byte[] B_UPGRADE = Bytes.latin1("upgrade");
  private static final byte[] B_TRAILER = Bytes.latin1("trailer");
  private static final byte[] B_CONNECTION = Bytes.latin1("connection");
  private static final byte[] B_KEEP_ALIVE = Bytes.latin1("keep-alive");
  private static final byte[] B_CONTENT_LENGTH = Bytes.latin1("content-length");
  private static final byte[] B_HTTP2_SETTINGS = Bytes.latin1("http2-settings");
  private static final byte[] B_XFF = Bytes.latin1("x-forwarded-for");
  private static final byte[] B_TRACE = Bytes.latin1("x-amzn-trace-id");
  private static final byte[] B_XFPORT = Bytes.latin1("x-forwarded-port");
  private static final byte[] B_PROXY_CONNECTION = Bytes.latin1("proxy-connection");
  private static final byte[] B_XFPROTO = Bytes.latin1("x-forwarded-proto");
  private static final byte[] B_TRANSFER_ENCODING = Bytes.latin1("transfer-encoding");
  private static final byte[] B_AMZN_TLS = Bytes.latin1("x-amzn-tls-");
  private static final byte[] B_AMZN_MTLS = Bytes.latin1("x-amzn-mtls-");
  private static final byte[] B_PLAIN_TE = Bytes.latin1("transferencoding");
  private static final byte[] B_PLAIN_CL = Bytes.latin1("contentlength");

  private FieldNames() {}

  /// The number of a name, decided by its length first: most names cost one switch.
  static byte kind(byte[] in, int from, int to) {
    return switch (to - from) {
      case 2 -> pick(in, from, to, B_TE, HOP_BY_HOP);
      case 4 -> pick(in, from, to, B_HOST, HOST);
      case 6 ->
          Bytes.lower(in[from]) == 'e'
              ? pick(in, from, to, B_EXPECT, EXPECT)
              : pick(in, from, to, B_SERVER, SERVER);
      case 7 ->
          Bytes.lower(in[from]) == 'u'
              ? pick(in, from, to, B_UPGRADE, UPGRADE)
              : pick(in, from, to, B_TRAILER, HOP_BY_HOP);
      case 10 ->
          Bytes.lower(in[from]) == 'c'
              ? pick(in, from, to, B_CONNECTION, CONNECTION)
              : pick(in, from, to, B_KEEP_ALIVE, HOP_BY_HOP);
      case 14 ->
          Bytes.lower(in[from]) == 'c'
              ? pick(in, from, to, B_CONTENT_LENGTH, CONTENT_LENGTH)
              : pick(in, from, to, B_HTTP2_SETTINGS, HOP_BY_HOP);
      case 15 ->
          Bytes.lower(in[from + 2]) == 'f'
              ? pick(in, from, to, B_XFF, X_FORWARDED_FOR)
              : pick(in, from, to, B_TRACE, X_AMZN_TRACE_ID);
      case 16 ->
          Bytes.lower(in[from]) == 'x'
              ? pick(in, from, to, B_XFPORT, X_FORWARDED_PORT)
              : pick(in, from, to, B_PROXY_CONNECTION, HOP_BY_HOP);
      case 17 ->
          Bytes.lower(in[from]) == 'x'
              ? pick(in, from, to, B_XFPROTO, X_FORWARDED_PROTO)
              : pick(in, from, to, B_TRANSFER_ENCODING, TRANSFER_ENCODING);
      default -> OTHER;
    };
  }

  private static byte pick(byte[] in, int from, int to, byte[] word, byte kind) {
    return Bytes.isWord(in, from, to, word) ? kind : OTHER;
  }

  /// Whether the name begins like the fields that only the load balancer may send.
  public static boolean isLoadBalancerOnly(byte[] in, int from, int to) {
    return startsWith(in, from, to, B_AMZN_TLS) || startsWith(in, from, to, B_AMZN_MTLS);
  }

  /// Whether a character may be in a field name (RFC 9110 section 5.1).
  public static boolean isNameCharacter(char c) {
    return c < 128 && FieldSection.TOKEN[c];
  }

  private static boolean startsWith(byte[] in, int from, int to, byte[] word) {
    return to - from >= word.length && Bytes.isWord(in, from, from + word.length, word);
  }

  /// Whether a name with characters other than letters, digits and hyphens would read as
  /// Transfer-Encoding without them.
  static boolean looksLikeTransferEncoding(byte[] in, int from, int to) {
    return looksLike(in, from, to, B_PLAIN_TE);
  }

  static boolean looksLikeContentLength(byte[] in, int from, int to) {
    return looksLike(in, from, to, B_PLAIN_CL);
  }

  private static boolean looksLike(byte[] in, int from, int to, byte[] letters) {
    int matched = 0;
    for (int i = from; i < to; i++) {
      byte b = Bytes.lower(in[i]);
      if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9') {
        if (matched == letters.length || letters[matched] != b) {
          return false;
        }
        matched++;
      }
    }
    return matched == letters.length;
  }
}
