package dev.weir.proxy.engine;

import dev.weir.proxy.http1.Bytes;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Trailer fields on their way between HTTP/1 (RFC 9112 section 7.1.2) and HTTP/2 (RFC 9113 section
/// 8.1). Fields about framing, routing and connections have no business there and are left out.
final class Http2Trailers {
  private static final Set<String> NOT_ALLOWED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Http2Trailers() {}

  /// The fields as lines, each with its CR LF.
  static byte[] lines(Http2Headers trailers) {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<CharSequence, CharSequence> field : trailers) {
      String name = field.getKey().toString();
      String value = field.getValue().toString();
      if (isAllowed(name) && isVisible(name, 0x21) && isVisible(value, 0x20)) {
        lines.append(name).append(": ").append(value).append("\r\n");
      }
    }
    return Bytes.latin1(lines.toString());
  }

  /// @param lines as {@link #lines} makes them
  static Http2Headers of(byte[] lines, int length) {
    Http2Headers trailers = new DefaultHttp2Headers(false);
    String text = new AsciiString(lines, 0, length, true).toString();
    for (String line : text.split("\r\n")) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (isAllowed(name) && isVisible(name, 0x21)) {
        trailers.add(name, line.substring(colon + 1).strip());
      }
    }
    return trailers;
  }

  private static boolean isAllowed(String lowerCaseName) {
    return !lowerCaseName.isEmpty()
        && lowerCaseName.indexOf(':') < 0
        && !NOT_ALLOWED.contains(lowerCaseName);
  }

  private static boolean isVisible(String text, int lowest) {
    return text.chars().allMatch(c -> c >= lowest && c != 0x7f && c <= 0xff || c == '\t');
  }
}
