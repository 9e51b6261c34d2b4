package dev.weir.kube.pod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The head of one HTTP/1.x request, as it arrived.
///
/// Header names are in the canonical form in which the conformance suites' echo servers print them
/// (`x-forwarded-for` becomes `X-Forwarded-For`); values keep their order.
///
/// @param target the request target, undecoded
/// @param protocol `HTTP/1.0` or `HTTP/1.1`
record RequestHead(
    String method, String target, String protocol, Map<String, List<String>> headers) {
  RequestHead {
    var copy = new LinkedHashMap<String, List<String>>();
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = copy;
  }

  /// The first value of a header.
  ///
  /// @param name in canonical form
  Optional<String> first(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /// The host that the client asked for: from an absolute target, else from the Host header.
  String host() {
    int scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith("/")) {
      String rest = target.substring(scheme + 3);
      int end = rest.indexOf('/');
      return end < 0 ? rest : rest.substring(0, end);
    }
    return first("Host").orElse("");
  }

  /// Whether the client wants the connection to stay (RFC 9112 section 9.3).
  boolean keepsAlive() {
    return protocol.equals("HTTP/1.1")
        ? !lists("Connection", "close")
        : lists("Connection", "keep-alive");
  }

  boolean expectsContinue() {
    return lists("Expect", "100-continue");
  }

  boolean isChunked() {
    return lists("Transfer-Encoding", "chunked");
  }

  boolean isWebSocket() {
    return method.equals("GET")
        && lists("Connection", "upgrade")
        && lists("Upgrade", "websocket")
        && first("Sec-Websocket-Key").isPresent();
  }

  /// Whether a list-valued header has an element, whatever the case.
  boolean lists(String name, String element) {
    return headers.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(value -> value.strip().equalsIgnoreCase(element));
  }

  /// A header name as Go's `textproto.CanonicalMIMEHeaderKey` writes it.
  static String canonical(String name) {
    var canonical = new StringBuilder(name.toLowerCase(Locale.ROOT));
    boolean upper = true;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      if (upper) {
        canonical.setCharAt(i, Character.toUpperCase(c));
      }
      upper = c == '-';
    }
    return canonical.toString();
  }
}
