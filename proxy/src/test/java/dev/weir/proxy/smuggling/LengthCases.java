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

/// Content-Length: RFC 9112 section 6.2, RFC 9110 section 8.6; CL.0 and 0.CL.
final class LengthCases {
  /// Not a number, or not one that every parser reads alike.
  private static final List<String> BAD =
      List.of(
          "",
          "   ",
          "+0",
          "-0",
          "-1",
          "+" + INNER_LENGTH,
          "0x0",
          "0x23",
          "0b1",
          "0o0",
          "1e1",
          "0.0",
          "1_0",
          "0 0",
          "0\t0",
          "0,0",
          "0, " + INNER_LENGTH,
          INNER_LENGTH + ", 0",
          "0;0",
          "0;",
          "0,",
          ",0",
          "\"0\"",
          "'0'",
          "\u00000",
          "0\u0000",
          "0\u000b",
          "\u000c0",
          "0\u00a0",
          "\u00ef\u00bc\u0090",
          "\u00b2",
          "chunked",
          "nan",
          "inf",
          "null",
          "18446744073709551616",
          "9223372036854775808",
          "99999999999999999999999999999999",
          "-18446744073709551616");

  /// Names that some parser takes for Content-Length.
  private static final List<String> LOOKALIKES =
      List.of(
          "Content-Length ",
          "Content-Length\t",
          "Content-Length\u000b",
          "Content-Length\u000c",
          "Content-Length\u0001",
          "Content-Length\u00a0",
          "\u00a0Content-Length",
          "\u000bContent-Length",
          "Content_Length",
          "Content.Length",
          "Content Length",
          "Content-Length,",
          "Content-Length;",
          "\"Content-Length\"");

  private LengthCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String bad : BAD) {
      all.add(
          refused("length " + visible(bad), POST + "Content-Length: " + bad + "\r\n\r\n" + INNER));
    }
    for (String name : LOOKALIKES) {
      String line = name + ": " + INNER_LENGTH + "\r\n";
      all.add(alone("CL.0 by " + visible(name), POST + line + "\r\n" + INNER));
      all.add(
          alone(
              "length beside " + visible(name), POST + line + "Content-Length: 0\r\n\r\n" + INNER));
      all.add(
          refused(
              "chunked beside " + visible(name),
              POST + line + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INNER));
    }
    different(all);
    same(all);
    hidden(all);
    methods(all);
    return all;
  }

  private static void different(List<Case> all) {
    String zero = "Content-Length: 0\r\n";
    String inner = "Content-Length: " + INNER_LENGTH + "\r\n";
    all.add(refused("0 then length", POST + zero + inner + "\r\n" + INNER));
    all.add(refused("length then 0", POST + inner + zero + "\r\n" + INNER));
    all.add(
        refused(
            "lengths far apart in other case",
            POST + zero + "X: y\r\n".repeat(40) + inner.toLowerCase() + "\r\n" + INNER));
    all.add(refused("three lengths", POST + inner + inner + zero + "\r\n" + INNER));
    all.add(
        refused(
            "one of two lengths bad", POST + inner + "Content-Length: 0x0\r\n" + "\r\n" + INNER));
    all.add(
        refused(
            "length folded", POST + "Content-Length:\r\n " + INNER_LENGTH + "\r\n\r\n" + INNER));
    all.add(refused("length continued", POST + "Content-Length: 3\r\n 5\r\n\r\n" + INNER));
    all.add(
        refused(
            "length continued by a tab",
            POST + "Content-Length: 0\r\n\t" + INNER_LENGTH + "\r\n\r\n" + INNER));
  }

  private static void same(List<Case> all) {
    String inner = "Content-Length: " + INNER_LENGTH + "\r\n";
    all.add(alone("the same length twice", POST + inner + inner + "\r\n" + INNER));
    all.add(alone("length 0 twice", POST + "Content-Length: 0\r\n".repeat(2) + "\r\n" + INNER));
    all.add(
        served("leading zeros", POST + "Content-Length: 000" + INNER_LENGTH + "\r\n\r\n" + INNER));
    all.add(
        served(
            "blanks around", POST + "Content-Length: \t " + INNER_LENGTH + " \t\r\n\r\n" + INNER));
    all.add(
        served("no blank, odd case", POST + "cOnTeNt-LeNgTh:" + INNER_LENGTH + "\r\n\r\n" + INNER));
    all.add(
        served(
            "length of whole body", POST + "Content-Length: " + INNER_LENGTH + "\r\n\r\n" + INNER));
  }

  private static void hidden(List<Case> all) {
    String length = "Content-Length: " + INNER_LENGTH;
    all.add(
        alone(
            "length without colon", POST + "Content-Length " + INNER_LENGTH + "\r\n\r\n" + INNER));
    all.add(alone("length behind an empty name", POST + ":" + length + "\r\n\r\n" + INNER));
    all.add(alone("length folded into a field", POST + "X: y\r\n " + length + "\r\n\r\n" + INNER));
    all.add(alone("length tabbed into a field", POST + "X: y\r\n\t" + length + "\r\n\r\n" + INNER));
    all.add(refused("length folded into Host", POST + " " + length + "\r\n\r\n" + INNER));
    all.add(
        refused(
            "length before any field",
            "POST /outer HTTP/1.1\r\n " + length + "\r\nHost: a\r\n\r\n" + INNER));
    all.add(refused("CR hides a length", POST + "X: y\r" + length + "\r\n\r\n" + INNER));
    all.add(refused("CR CR LF hides a length", POST + "X: y\r\r\n" + length + "\r\n\r\n" + INNER));
    all.add(refused("NUL hides a length", POST + "X: y\u0000" + length + "\r\n\r\n" + INNER));
    all.add(served("LF before a length", POST + "X: y\n" + length + "\r\n\r\n" + INNER));
    all.add(served("vertical tab before a length", POST + "X: y\u000b" + length + "\r\n\r\n"));
    all.add(served("NEL before a length", POST + "X: y\u0085" + length + "\r\n\r\n"));
  }

  private static void methods(List<Case> all) {
    String length = "Host: a\r\nContent-Length: " + INNER_LENGTH + "\r\n\r\n" + INNER;
    for (String method : List.of("GET", "HEAD", "get")) {
      all.add(alone(method + " with a body", method + " /outer HTTP/1.1\r\n" + length));
      all.add(
          served(
              method + " with length 0",
              method + " /outer HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"));
    }
    for (String method : List.of("DELETE", "OPTIONS", "PATCH", "PUT", "PURGE")) {
      all.add(served(method + " with a body", method + " /outer HTTP/1.1\r\n" + length));
    }
    all.add(refused("TRACE with a body", "TRACE /outer HTTP/1.1\r\n" + length));
    all.add(refused("CONNECT with a body", "CONNECT a:80 HTTP/1.1\r\n" + length));
    all.add(
        served(
            "HTTP/1.0 with a body", "POST /outer HTTP/1.0\r\nConnection: keep-alive\r\n" + length));
  }
}
