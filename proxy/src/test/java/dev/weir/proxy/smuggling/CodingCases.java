package dev.weir.proxy.smuggling;

import static dev.weir.proxy.smuggling.Case.INNER;
import static dev.weir.proxy.smuggling.Case.INNER_LENGTH;
import static dev.weir.proxy.smuggling.Case.POST;
import static dev.weir.proxy.smuggling.Case.alone;
import static dev.weir.proxy.smuggling.Case.refused;
import static dev.weir.proxy.smuggling.Case.served;
import static dev.weir.proxy.smuggling.Case.visible;

import java.util.ArrayList;
import java.util.List;

/// Transfer-Encoding: RFC 9112 section 6.1; CL.TE, TE.CL, TE.TE.
final class CodingCases {
  private static final String LAST = "0\r\n\r\n" + INNER;

  /// Values that some parser takes for chunked, or for something else.
  private static final List<String> BAD =
      List.of(
          "",
          "  ",
          "xchunked",
          "chunkedx",
          "chunke",
          "chun ked",
          "chunked chunked",
          "chunked, chunked",
          "chunked,chunked",
          "chunked, identity",
          "identity, cow",
          "cow",
          "cow, chunked",
          "chunked, cow",
          "chunked,",
          ",chunked",
          ", chunked",
          "chunked;",
          "chunked;q=1",
          "chunked; a=\"b\"",
          "\"chunked\"",
          "'chunked'",
          "`chunked`",
          "(chunked)",
          "[chunked]",
          "chunked.",
          "chunked\\",
          "\\chunked",
          "\u000bchunked",
          "chunked\u000b",
          "\u000cchunked",
          "chunked\u000c",
          "\u0000chunked",
          "chunked\u0000",
          "\u00a0chunked",
          "chunked\u00a0",
          "\u00ffchunked",
          "\u0085chunked",
          "chunked\u0001",
          "chunked\rx",
          "\rchunked",
          "chunked\r\n identity",
          "identity\r\n , chunked",
          "\r\n chunked",
          "\r\n\tchunked",
          "c\u00b5hunked",
          "\u00e7hunked",
          "chun\u212aed".replace('\u212a', '\u00ef'),
          "0",
          "" + INNER_LENGTH);

  private static final List<String> UNSUPPORTED =
      List.of("gzip", "gzip, chunked", "deflate", "compress, chunked", "x-gzip", "br, chunked");

  /// Names that some parser takes for Transfer-Encoding.
  private static final List<String> LOOKALIKES =
      List.of(
          "Transfer-Encoding ",
          "Transfer-Encoding\t",
          "Transfer-Encoding\u000b",
          "Transfer-Encoding\u000c",
          "Transfer-Encoding\u0001",
          "Transfer-Encoding\u00a0",
          "Transfer-Encoding\u00ff",
          "\u00a0Transfer-Encoding",
          "\u000bTransfer-Encoding",
          "Transfer_Encoding",
          "Transfer.Encoding",
          "Transfer Encoding",
          "Transfer-Encoding,",
          "Transfer-Encoding\\",
          "\"Transfer-Encoding\"",
          "TransferEncoding!");

  private CodingCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String bad : BAD) {
      String line = POST + "Transfer-Encoding: " + bad + "\r\n";
      all.add(refused("coding " + visible(bad), line + "\r\n" + LAST));
      all.add(
          refused(
              "length and coding " + visible(bad),
              line + "Content-Length: " + LAST.length() + "\r\n\r\n" + LAST));
    }
    for (String known : UNSUPPORTED) {
      all.add(refused("coding " + known, POST + "Transfer-Encoding: " + known + "\r\n\r\n" + LAST));
    }
    for (String name : LOOKALIKES) {
      String line = POST + name + ": chunked\r\n";
      all.add(alone("TE.TE by " + visible(name), line + "\r\n" + LAST));
      all.add(
          refused(
              "CL.TE by " + visible(name),
              line + "Content-Length: " + LAST.length() + "\r\n\r\n" + LAST));
      all.add(
          alone(
              "chunked beside " + visible(name),
              line + "Transfer-Encoding: chunked\r\n\r\n" + LAST));
    }
    both(all);
    lines(all);
    hidden(all);
    return all;
  }

  private static void both(List<Case> all) {
    String chunked = "Transfer-Encoding: chunked\r\n";
    String whole = "Content-Length: " + LAST.length() + "\r\n";
    all.add(alone("CL.TE", POST + whole + chunked + "\r\n" + LAST));
    all.add(
        alone(
            "TE.CL", POST + chunked + "Content-Length: 4\r\n\r\n23\r\n" + INNER + "\r\n0\r\n\r\n"));
    all.add(alone("TE.0", POST + chunked + "Content-Length: 0\r\n\r\n" + LAST));
    all.add(alone("TE with the same length twice", POST + whole + chunked + whole + "\r\n" + LAST));
    all.add(
        refused(
            "TE with two lengths", POST + whole + chunked + "Content-Length: 0\r\n\r\n" + LAST));
    all.add(
        refused("TE with a bad length", POST + "Content-Length: +5\r\n" + chunked + "\r\n" + LAST));
    all.add(
        alone(
            "identity and length",
            POST + "Transfer-Encoding: identity\r\n" + whole + "\r\n" + LAST));
    all.add(
        alone(
            "HTTP/1.0 with chunked",
            "POST /outer HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
                + chunked
                + "\r\n"
                + LAST));
    all.add(
        alone(
            "HTTP/1.0 with chunked and length",
            "POST /outer HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
                + chunked
                + whole
                + "\r\n"
                + LAST));
    all.add(
        alone("GET with chunked", "GET /outer HTTP/1.1\r\nHost: a\r\n" + chunked + "\r\n" + LAST));
    all.add(
        alone(
            "HEAD with chunked", "HEAD /outer HTTP/1.1\r\nHost: a\r\n" + chunked + "\r\n" + LAST));
  }

  private static void lines(List<Case> all) {
    String chunked = "Transfer-Encoding: chunked\r\n";
    String identity = "Transfer-Encoding: identity\r\n";
    all.add(refused("chunked on two lines", POST + chunked + chunked + "\r\n" + LAST));
    all.add(refused("chunked line, identity line", POST + chunked + identity + "\r\n" + LAST));
    all.add(served("identity line, chunked line", POST + identity + chunked + "\r\n0\r\n\r\n"));
    all.add(
        served(
            "identity, chunked", POST + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"));
    all.add(served("CHUNKED", POST + "TRANSFER-ENCODING:CHUNKED\r\n\r\n0\r\n\r\n"));
    all.add(
        served(
            "blanks around chunked", POST + "Transfer-Encoding: \t chunked \t\r\n\r\n0\r\n\r\n"));
    all.add(
        refused(
            "cow line, chunked line",
            POST + "Transfer-Encoding: cow\r\n" + chunked + "\r\n" + LAST));
    all.add(
        refused(
            "chunked line, cow line", POST + chunked + "Transfer-encoding: cow\r\n\r\n" + LAST));
    all.add(served("TE field says chunked", POST + "TE: chunked\r\nContent-Length: 0\r\n\r\n"));
  }

  private static void hidden(List<Case> all) {
    String chunked = "Transfer-Encoding: chunked";
    all.add(refused("CR hides chunked", POST + "X: y\r" + chunked + "\r\n\r\n" + LAST));
    all.add(refused("CR before chunked line", POST + "\r" + chunked + "\r\n\r\n" + LAST));
    all.add(refused("NUL hides chunked", POST + "X: y\u0000" + chunked + "\r\n\r\n" + LAST));
    all.add(
        refused("LF in front of the value", POST + "Transfer-Encoding:\nchunked\r\n\r\n" + LAST));
    all.add(alone("name without colon", POST + "Transfer-Encoding chunked\r\n\r\n" + LAST));
    all.add(
        alone("colon on the next line", POST + "Transfer-Encoding\r\n: chunked\r\n\r\n" + LAST));
    all.add(alone("chunked behind an empty name", POST + ":" + chunked + "\r\n\r\n" + LAST));
    all.add(alone("chunked folded into a field", POST + "X: y\r\n " + chunked + "\r\n\r\n" + LAST));
    all.add(refused("chunked folded into Host", POST + " " + chunked + "\r\n\r\n" + LAST));
    all.add(served("LF before chunked", POST + "X: y\n" + chunked + "\r\n\r\n0\r\n\r\n"));
    all.add(served("LF behind chunked", POST + chunked + "\n\n0\r\n\r\n"));
  }
}
