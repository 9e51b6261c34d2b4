package dev.weir.proxy.smuggling;

import static dev.weir.proxy.smuggling.Case.CHUNKED;
import static dev.weir.proxy.smuggling.Case.INNER;
import static dev.weir.proxy.smuggling.Case.alone;
import static dev.weir.proxy.smuggling.Case.served;
import static dev.weir.proxy.smuggling.Case.visible;

import java.util.ArrayList;
import java.util.List;

/// The lines of a chunked body: RFC 9112 section 7.1; TERM.EXT, EXT.TERM, SPILL and their kin. The
/// head has gone to the target when the body turns out bad: it must never see it complete.
final class ChunkCases {
  /// What stands where a chunk's size should.
  private static final List<String> BAD_SIZES =
      List.of(
          "",
          " ",
          " 0",
          "\t0",
          "\n0",
          "\r0",
          "\u000b0",
          "\u00000",
          "+0",
          "-0",
          "-1",
          "0x0",
          "0X23",
          "#0",
          "0_0",
          "2_4",
          "0,0",
          "0.0",
          "2 4",
          "0 23",
          "2\t4",
          "\"0\"",
          "g",
          "23g",
          "00000000000000000",
          "10000000000000000",
          "FFFFFFFFFFFFFFFF",
          "8000000000000000",
          "100000000000000023",
          "\u00b9",
          "\u00ff",
          ";",
          ";a=b",
          "0\u0000",
          "0\u000b",
          "0\u000c",
          "0\u00a0",
          "0\u0001;a",
          "0h");

  /// What stands between a chunk's size and its data instead of CR LF.
  private static final List<String> BAD_ENDS =
      List.of(
          "\n",
          "\r",
          "\r\r\n",
          "\n\r\n",
          "\r \n",
          ";\n",
          ";\r",
          ";a\n",
          ";a=\"\n\"",
          ";a\rb\r\n",
          ";\u0000\r\n",
          ";\u0001\r\n",
          ";a=\"\r\"\r\n",
          " \n",
          "\t\n",
          ";a\u007f\r\n");

  /// What stands behind a chunk's data instead of CR LF.
  private static final List<String> BAD_DATA_ENDS =
      List.of("", "\n", "\r", "\r\r\n", "XX", "\rX", "\n\n", " \r\n", "b\r\n", "\u0000\u0000");

  /// Trailer sections that are not fields, or fields that may not come so late.
  private static final List<String> BAD_TRAILERS =
      List.of(
          " X: y\r\n",
          "\tX: y\r\n",
          "X: y\n",
          "X: y\r",
          "X : y\r\n",
          "X\r\n",
          ": y\r\n",
          "X: y\r\n z\r\n",
          "X: a\u0000b\r\n",
          "X: a\rb\r\n",
          "X\u0001: y\r\n",
          "Content-Length: 35\r\n",
          "content-length: 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Host: forbidden.test\r\n",
          "Connection: close\r\n",
          "GET /smuggled HTTP/1.1\r\nHost: a\r\n",
          "\n",
          "\r\r\n");

  private ChunkCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String size : BAD_SIZES) {
      all.add(alone("size " + visible(size), CHUNKED + size + "\r\n\r\n" + INNER));
      all.add(
          alone("later size " + visible(size), CHUNKED + "1\r\na\r\n" + size + "\r\n\r\n" + INNER));
    }
    for (String end : BAD_ENDS) {
      all.add(alone("last size ends by " + visible(end), CHUNKED + "0" + end + "\r\n" + INNER));
      all.add(
          alone(
              "size ends by " + visible(end),
              CHUNKED + "2" + end + "aa\r\n24\r\n0\r\n\r\n" + INNER));
    }
    for (String end : BAD_DATA_ENDS) {
      all.add(
          alone("data ends by " + visible(end), CHUNKED + "1\r\na" + end + "0\r\n\r\n" + INNER));
    }
    for (String trailer : BAD_TRAILERS) {
      all.add(alone("trailer " + visible(trailer), CHUNKED + "0\r\n" + trailer + "\r\n" + INNER));
    }
    all.add(alone("trailers too long", CHUNKED + "0\r\n" + "X: y\r\n".repeat(8000) + "\r\n"));
    all.add(alone("extension too long", CHUNKED + "0;" + "x".repeat(9000) + "\r\n\r\n" + INNER));
    good(all);
    return all;
  }

  private static void good(List<Case> all) {
    all.add(served("one chunk", CHUNKED + "23\r\n" + INNER + "\r\n0\r\n\r\n"));
    all.add(served("zeros before the size", CHUNKED + "0023\r\n" + INNER + "\r\n000\r\n\r\n"));
    all.add(
        served(
            "upper and lower case", CHUNKED + "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"));
    all.add(served("extensions", CHUNKED + "1;a\r\nx\r\n1;a=b;c=\"d e\"\r\ny\r\n0;z\r\n\r\n"));
    all.add(served("blank before an extension", CHUNKED + "1 ;a\r\nx\r\n0\r\n\r\n"));
    all.add(served("a trailer", CHUNKED + "0\r\nX-Sum: 1\r\n\r\n"));
    all.add(served("a trailer that a rule looks for", CHUNKED + "0\r\nX-Forbidden: yes\r\n\r\n"));
    all.add(
        served(
            "a request in a chunk, a request behind it",
            CHUNKED + "23\r\n" + INNER + "\r\n0\r\n\r\n"));
  }
}
