package dev.weir.proxy.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.proxy.exchange.HttpHead;

/// The shards of the `AWSALBAPP` cookie. Only the first is ever needed; the others are removed.
final class ApplicationCookies {
  private static final int SHARDS = 4;
  private static final byte[] USER_AGENT = "user-agent".getBytes(ISO_8859_1);
  private static final byte[] CHROME = "Chrome/".getBytes(ISO_8859_1);
  private static final byte[] CHROMIUM = "Chromium/".getBytes(ISO_8859_1);

  private ApplicationCookies() {}

  static byte[][] removals(long second, boolean crossSite) {
    byte[][] lines = new byte[SHARDS][];
    for (int shard = 0; shard < SHARDS; shard++) {
      lines[shard] = StickyCookies.line("AWSALBAPP-" + shard, "_remove_", second, crossSite);
    }
    return lines;
  }

  /// Whether the browser is a Chromium of version 80 or later, which drops cookies without
  /// `SameSite=None; Secure` on requests from other sites.
  static boolean isChromium80(HttpHead request) {
    int field = request.find(USER_AGENT, 0);
    if (field < 0) {
      return false;
    }
    int from = request.valueStart(field);
    int to = request.valueEnd(field);
    return version(request.bytes(), from, to, CHROME) >= 80
        || version(request.bytes(), from, to, CHROMIUM) >= 80;
  }

  private static int version(byte[] bytes, int from, int to, byte[] product) {
    for (int at = from; at + product.length < to; at++) {
      int same = 0;
      while (same < product.length && bytes[at + same] == product[same]) {
        same++;
      }
      if (same == product.length) {
        int version = 0;
        for (int i = at + same; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
          version = Math.min(100_000, version * 10 + bytes[i] - '0');
        }
        return version;
      }
    }
    return -1;
  }
}
