package dev.weir.proxy.smuggling;

import static dev.weir.proxy.smuggling.Case.INNER;
import static dev.weir.proxy.smuggling.Case.INNER_LENGTH;
import static dev.weir.proxy.smuggling.Case.POST;
import static dev.weir.proxy.smuggling.Case.alone;
import static dev.weir.proxy.smuggling.Case.served;

import java.util.ArrayList;
import java.util.List;

/// What a connection does next: Connection, Upgrade and Expect (RFC 9110 sections 7.6.1, 7.8 and
/// 10.1.1), and requests that come before the answer to the one before them.
final class ConnectionCases {
  private static final String GET = "GET /outer HTTP/1.1\r\nHost: a\r\n";
  private static final String BODY = "Content-Length: " + INNER_LENGTH + "\r\n\r\n" + INNER;

  private ConnectionCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String named :
        List.of(
            "Content-Length",
            "Host",
            "X-Forwarded-For",
            "X-Amzn-Trace-Id",
            "Expect",
            "close, Content-Length",
            "keep-alive, Content-Length, Host",
            "Cookie",
            "Connection",
            ",,Content-Length,,",
            "\"Content-Length\"")) {
      String bytes = POST + "Connection: " + named + "\r\n" + BODY;
      all.add(
          named.startsWith("close")
              ? alone("Connection names " + named, bytes)
              : served("Connection names " + named, bytes));
    }
    all.add(
        served(
            "Connection names Transfer-Encoding",
            POST + "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    upgrades(all);
    expectations(all);
    pipelines(all);
    return all;
  }

  private static void upgrades(List<Case> all) {
    for (String upgrade :
        List.of(
            "h2c",
            "H2C",
            "h2c, websocket",
            "websocket, h2c",
            "websocket,h2c",
            " ,h2c",
            "h2c/2",
            "h2c;x",
            "h2c\r\nUpgrade: websocket",
            "websocket\r\nUpgrade: h2c",
            "h2",
            "HTTP/2.0",
            "TLS/1.0",
            "foo")) {
      all.add(
          served(
              "upgrade to " + Case.visible(upgrade),
              GET
                  + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: "
                  + upgrade
                  + "\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n"));
    }
    all.add(served("Upgrade without Connection", GET + "Upgrade: websocket\r\n\r\n"));
    all.add(served("Connection without Upgrade", GET + "Connection: upgrade\r\n\r\n"));
    all.add(served("upgrade with a body", POST + "Connection: upgrade\r\nUpgrade: foo\r\n" + BODY));
    all.add(
        served(
            "WebSocket of a version that nobody speaks",
            GET
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
  }

  private static void expectations(List<Case> all) {
    for (String expect :
        List.of(
            "100-continue",
            "100-Continue",
            "y 100-continue",
            "100-continue y",
            "\u000b100-continue",
            "100-continue, 100-continue",
            "200-ok",
            "",
            "100-continue\r\nExpect: 100-continue")) {
      all.add(
          served(
              "Expect " + Case.visible(expect) + " with the body behind it",
              POST + "Expect: " + expect + "\r\n" + BODY));
      all.add(
          served(
              "Expect " + Case.visible(expect) + " without a body",
              GET + "Expect: " + expect + "\r\n\r\n"));
    }
    all.add(
        served(
            "HEAD that expects 100",
            "HEAD /outer HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"));
  }

  private static void pipelines(List<Case> all) {
    all.add(served("HEAD, then GET", "HEAD /outer HTTP/1.1\r\nHost: a\r\n\r\n" + GET + "\r\n"));
    all.add(
        served("OPTIONS, then GET", "OPTIONS /outer HTTP/1.1\r\nHost: a\r\n\r\n" + GET + "\r\n"));
    all.add(served("twenty at once", (GET + "\r\n").repeat(20)));
    all.add(served("bodies at once", (POST + "Content-Length: 5\r\n\r\nhello").repeat(10)));
    all.add(
        served(
            "chunks at once",
            (POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n").repeat(10)));
    all.add(served("a large body", POST + "Content-Length: 50000\r\n\r\n" + "x".repeat(50_000)));
    all.add(alone("close, then more", GET + "Connection: close\r\n\r\n" + INNER));
    all.add(alone("HTTP/1.0, then more", "GET /outer HTTP/1.0\r\nHost: a\r\n\r\n" + INNER));
  }
}
