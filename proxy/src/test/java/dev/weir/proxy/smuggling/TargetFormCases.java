package dev.weir.proxy.smuggling;

import static dev.weir.proxy.smuggling.Case.INNER;
import static dev.weir.proxy.smuggling.Case.alone;
import static dev.weir.proxy.smuggling.Case.refused;
import static dev.weir.proxy.smuggling.Case.served;
import static dev.weir.proxy.smuggling.Case.visible;

import java.util.ArrayList;
import java.util.List;

/// Request targets and Host: RFC 9112 sections 3.2 and 3.3. What a rule saw is what a target sees.
final class TargetFormCases {
  private static final List<String> REFUSED =
      List.of(
          "outer",
          "http:/outer",
          "http:outer",
          "://a/outer",
          "http://",
          "http:///outer",
          "http://?outer",
          "http://:80/outer",
          "http://u@a/outer",
          "http://u:p@a/outer",
          "http://forbidden.test@a/outer",
          "a:80",
          "a",
          "?outer",
          "\\outer",
          "#/outer",
          "**");

  /// Goes on as it is, or in a form that every target reads alike.
  private static final List<String> SERVED =
      List.of(
          "/outer",
          "/outer?",
          "/outer?a=b&c",
          "/outer?/smuggled",
          "/outer//x",
          "//outer/x",
          "/./outer",
          "/x/../outer",
          "/%6futer/outer",
          "/outer%2f..%2fx",
          "/outer%00",
          "/outer%0d%0ax",
          "/outer%",
          "/outer%zz",
          "/outer\\x",
          "/outer\u00e9",
          "/outer;a=b",
          "/outer\"<>^`{|}",
          "http://a/outer",
          "HTTP://a/outer",
          "https://a/outer",
          "http://a:80/outer",
          "http://a/outer?b",
          "http://[::1]/outer",
          "/outer http://forbidden.test/smuggled",
          "/outer#x",
          "/smuggled#/../outer".replace("/smuggled#/..", "/x#/.."),
          "/outer#/../smuggled".replace("/../smuggled", "/../x"),
          "/outer?a#b",
          "/outer b",
          "/outer HTTP/1.1");

  private static final List<String> AMBIGUOUS =
      List.of(
          "/outer\tx", "/outer\u000bx", "/outer\u000c HTTP/1.0", "/outer\u0001", "/outer\u007f");

  private TargetFormCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String target : REFUSED) {
      all.add(refused("target " + visible(target), get(target) + INNER));
    }
    for (String target : SERVED) {
      all.add(served("target " + visible(target), get(target)));
    }
    for (String target : AMBIGUOUS) {
      all.add(alone("target " + visible(target), get(target) + INNER));
    }
    all.add(refused("authority form with GET", "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n" + INNER));
    all.add(served("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"));
    hosts(all);
    return all;
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  private static void hosts(List<Case> all) {
    String get = "GET /outer HTTP/1.1\r\n";
    all.add(refused("no Host", get + "\r\n" + INNER));
    all.add(refused("no Host but one without colon", get + "Host a\r\n\r\n" + INNER));
    all.add(refused("space before the colon of Host", get + "Host : a\r\n\r\n" + INNER));
    all.add(served("a lookalike before Host", get + "Host : forbidden.test\r\nHost: a\r\n\r\n"));
    all.add(served("a lookalike behind Host", get + "Host: a\r\nHost\t: forbidden.test\r\n\r\n"));
    all.add(served("two Hosts", get + "Host: a\r\nHost: forbidden.test\r\n\r\n"));
    all.add(served("the same Host twice", get + "Host: a\r\nHost: a\r\n\r\n"));
    all.add(
        alone(
            "Host behind an empty name", get + ":Host: forbidden.test\r\nHost: a\r\n\r\n" + INNER));
    for (String host :
        List.of(
            "", "A", "a:80", "a:", "a.", "[::1]", "[::1]:80", "a\u00e9", "127.0.0.1", "xn--a")) {
      all.add(served("Host " + visible(host), get + "Host: " + host + "\r\n\r\n"));
    }
    for (String host :
        List.of(
            "a b",
            "a, forbidden.test",
            "a,forbidden.test",
            "a\tforbidden.test",
            "a/forbidden",
            "a/../x",
            "a?x",
            "a#x",
            "a@forbidden.test",
            "forbidden.test@a",
            "a\\forbidden.test",
            "http://a",
            "a:80:80",
            "a:80@forbidden.test:80",
            "a:80,b",
            "a\u0001",
            "forbidden\u0001.test",
            "a\u007f",
            "\"a\"",
            "<a>",
            "[::1",
            "a:x",
            "a:-1")) {
      all.add(refused("Host " + visible(host), get + "Host: " + host + "\r\n\r\n" + INNER));
    }
    String absolute = "GET http://a/outer HTTP/1.1\r\n";
    all.add(served("absolute form, other Host", absolute + "Host: forbidden.test\r\n\r\n"));
    all.add(refused("absolute form without Host", absolute + "\r\n" + INNER));
    all.add(
        served(
            "HTTP/1.0, absolute form without Host",
            "GET http://b/outer HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    all.add(
        served("HTTP/1.0 without Host", "GET /outer HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    all.add(served("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"));
    all.add(served("GET *", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"));
  }
}
