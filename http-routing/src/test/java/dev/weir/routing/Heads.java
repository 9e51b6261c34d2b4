package dev.weir.routing;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/// Makes request heads from text, as the proxy makes them from the wire.
final class Heads {
  private Heads() {}

  /// `GET` with a host and a target.
  static RequestHead get(String host, String target, String... headers) {
    return of("GET", host, target, headers);
  }

  /// @param headers as `Name: value`
  static RequestHead of(String method, String host, String target, String... headers) {
    return fill(new RequestHead(), method, host, target, headers);
  }

  static RequestHead fill(
      RequestHead head, String method, String host, String target, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host);
    for (String header : headers) {
      text.append("\r\n").append(header);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    head.begin(bytes);
    int at = method.length();
    head.method(0, at);
    head.target(at + 1, at + 1 + target.length());
    at += 1 + target.length() + " HTTP/1.1\r\nHost: ".length();
    head.host(at, at + host.length());
    head.header(at - "Host: ".length(), at - 2, at, at + host.length());
    at += host.length();
    for (String header : headers) {
      at += 2;
      int colon = header.indexOf(": ");
      head.header(at, at + colon, at + colon + 2, at + header.length());
      at += header.length();
    }
    return head;
  }

  static RequestHead from(RequestHead head, String peer) {
    head.peer(InetAddress.ofLiteral(peer));
    return head;
  }
}
