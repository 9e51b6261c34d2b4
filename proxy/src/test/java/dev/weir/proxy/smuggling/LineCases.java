package dev.weir.proxy.smuggling;

import static dev.weir.proxy.smuggling.Case.INNER;
import static dev.weir.proxy.smuggling.Case.alone;
import static dev.weir.proxy.smuggling.Case.refused;
import static dev.weir.proxy.smuggling.Case.served;
import static dev.weir.proxy.smuggling.Case.visible;

import java.util.ArrayList;
import java.util.List;

/// Request lines and field lines: RFC 9112 sections 2.2, 3 and 5.
final class LineCases {
  private static final String GET = "GET /outer HTTP/1.1\r\nHost: a\r\n";

  private static final List<String> BAD_LINES =
      List.of(
          "GE T /outer HTTP/1.1",
          "G\u0000T /outer HTTP/1.1",
          "GET\t/outer HTTP/1.1",
          "GET\u000b/outer HTTP/1.1",
          "GET\u00a0/outer HTTP/1.1",
          "GET  /outer HTTP/1.1",
          " GET /outer HTTP/1.1",
          "\tGET /outer HTTP/1.1",
          "(GET) /outer HTTP/1.1",
          "GET: /outer HTTP/1.1",
          "\"GET\" /outer HTTP/1.1",
          "G\u00c9T /outer HTTP/1.1",
          "\u00ef\u00bb\u00bfGET /outer HTTP/1.1",
          "GET /outer\rHTTP/1.1",
          "GET /outer\u0000 HTTP/1.1",
          "GET /ou\rter HTTP/1.1",
          "GET /outer HTTP/1.1 ",
          "GET /outer HTTP/1.1\t",
          "GET /outer HTTP/1.1\r",
          "GET /outer HTTP/1.1\u0000",
          "GET /outer http/1.1",
          "GET /outer Http/1.1",
          "GET /outer HTTP/1",
          "GET /outer HTTP/1.",
          "GET /outer HTTP/.1",
          "GET /outer HTTP/11",
          "GET /outer HTTP/1.10",
          "GET /outer HTTP/01.1",
          "GET /outer HTTP/1.01",
          "GET /outer HTTP/+1.1",
          "GET /outer HTTP/1.x",
          "GET /outer HTTP/1,1",
          "GET /outer HTTP/1.1;",
          "GET /outer HTTP/2.0",
          "GET /outer HTTP/9.9",
          "GET /outer HTTPS/1.1",
          "GET /outer HTP/1.1",
          "GET /outer XTTP/1.1",
          "GET /outer ICAP/1.0");

  private static final List<String> BAD_FIELDS =
      List.of(
          "X: a\u0000b",
          "X: a\rb",
          "X\u0000: y",
          "X\r: y",
          "X\rY: z",
          "\r: y",
          "\u0000",
          "\rX: y",
          "X: y\r\r",
          "\u0000: y");

  private static final List<String> ODD_FIELDS =
      List.of("X", ": y", "X y", "=", "X: y\r\n z", "X: y\r\n\tz", "X: y\r\n ");

  private static final List<String> ACCEPTABLE_FIELDS =
      List.of(
          "X Y: z",
          "X : y",
          "X\t: y",
          "X\u0001: y",
          "X: \u0001",
          "X: \u007f",
          "X: \u00e9\u00ff",
          "\u00e9: y",
          "X(Y): z",
          "X[0]: z",
          "X:",
          "X:   ",
          "X:y",
          "X_Y: z",
          "X: y:z",
          "X: \ty\t");

  private LineCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String line : BAD_LINES) {
      all.add(refused("line " + visible(line), line + "\r\nHost: a\r\n\r\n" + INNER));
    }
    for (String field : BAD_FIELDS) {
      all.add(refused("field " + visible(field), GET + field + "\r\n\r\n" + INNER));
    }
    for (String field : ODD_FIELDS) {
      all.add(alone("field " + visible(field), GET + field + "\r\n\r\n" + INNER));
    }
    for (String field : ACCEPTABLE_FIELDS) {
      all.add(served("field " + visible(field), GET + field + "\r\n\r\n"));
    }
    endings(all);
    foldings(all);
    sizes(all);
    return all;
  }

  private static void endings(List<Case> all) {
    all.add(served("LF everywhere", (GET + "X: y\r\n\r\n").replace("\r\n", "\n")));
    all.add(served("LF at the end of the line", "GET /outer HTTP/1.1\nHost: a\r\n\r\n"));
    all.add(served("LF as the empty line", GET + "\n"));
    all.add(
        refused("CR everywhere", (GET + "X: y\r\n\r\n" + INNER).replace("\r\n", "\r") + "\n\n"));
    all.add(served("empty lines first", "\r\n\r\n" + GET + "\r\n"));
    all.add(served("LFs first", "\n\n" + GET + "\r\n"));
    all.add(alone("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + INNER));
    all.add(alone("HTTP/0.9 by name", "GET /outer HTTP/0.9\r\nHost: a\r\n\r\n" + INNER));
    all.add(alone("HTTP/0.9", "GET /outer\r\n" + INNER));
    all.add(alone("HTTP/0.9 with fields", "POST /outer\r\nContent-Length: 35\r\n\r\n" + INNER));
    all.add(alone("HTTP/0.9 after nothing", "GET\r\n\r\n" + INNER));
    all.add(alone("only a space as target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n" + INNER));
    all.add(served("HTTP/1.2", "GET /outer HTTP/1.2\r\nHost: a\r\n\r\n"));
  }

  private static void foldings(List<Case> all) {
    all.add(refused("folded coding", GET + "Transfer-Encoding: x\r\n chunked\r\n\r\n" + INNER));
    all.add(refused("folded Host", "GET /outer HTTP/1.1\r\nHost:\r\n a\r\n\r\n" + INNER));
    all.add(refused("Host continued", GET + " forbidden.test\r\n\r\n" + INNER));
    all.add(refused("folded Connection", GET + "Connection:\r\n close\r\n\r\n" + INNER));
    all.add(
        refused(
            "folded X-Forwarded-For",
            GET + "X-Forwarded-For: 1.1.1.1\r\n 2.2.2.2\r\n\r\n" + INNER));
    all.add(served("folded Content-Type", GET + "Content-Type: a;\r\n b=c\r\n\r\n"));
    all.add(
        alone("a field folded into another", GET + "X: y\r\n X-Forbidden: yes\r\n\r\n" + INNER));
    all.add(
        refused(
            "first line folded",
            "GET /outer HTTP/1.1\r\n X-Forbidden: yes\r\nHost: a\r\n\r\n" + INNER));
  }

  private static void sizes(List<Case> all) {
    all.add(
        refused(
            "line too long",
            "GET /outer?" + "x".repeat(17000) + " HTTP/1.1\r\nHost: a\r\n\r\n" + INNER));
    all.add(refused("field too long", GET + "X: " + "y".repeat(17000) + "\r\n\r\n" + INNER));
    all.add(
        refused(
            "fields too long",
            GET + ("X: " + "y".repeat(999) + "\r\n").repeat(80) + "\r\n" + INNER));
    all.add(served("long fields", GET + ("X: " + "y".repeat(900) + "\r\n").repeat(6) + "\r\n"));
  }
}
