package dev.weir.proxy.smuggling;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Bytes that a client sends where parsers may disagree, and what must become of them.
///
/// @param name what is odd about them
/// @param verdict what a load balancer in `defensive` mode does
/// @param bytes one character a byte; `/outer` is the request that may be served, `/smuggled` the
///   one that must not be found
record Case(String name, Verdict verdict, String bytes) {
  static final String INNER = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  static final String POST = "POST /outer HTTP/1.1\r\nHost: a\r\n";
  static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  static final int INNER_LENGTH = INNER.length();

  enum Verdict {
    /// Answered by the load balancer, seen by no target; the connection ends.
    REFUSED,

    /// Served at most once; the connection ends, whatever comes behind.
    ALONE,

    /// Served; the connection goes on.
    SERVED
  }

  static Case refused(String name, String bytes) {
    return new Case(name, Verdict.REFUSED, bytes);
  }

  static Case alone(String name, String bytes) {
    return new Case(name, Verdict.ALONE, bytes);
  }

  static Case served(String name, String bytes) {
    return new Case(name, Verdict.SERVED, bytes);
  }

  /// The bytes with a path that no other run of any case has.
  byte[] bytes(String unique) {
    return bytes.replace("/outer", "/outer-" + unique).getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A name without characters that reports cannot show.
  static String visible(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(c >= 0x20 && c < 0x7f ? String.valueOf(c) : String.format("<%02x>", (int) c));
    }
    return out.toString();
  }

  static List<Case> corpus() {
    return java.util.stream.Stream.of(
            LengthCases.all(),
            CodingCases.all(),
            ChunkCases.all(),
            LineCases.all(),
            TargetFormCases.all(),
            ConnectionCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
