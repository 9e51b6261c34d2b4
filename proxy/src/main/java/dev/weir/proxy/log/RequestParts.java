package dev.weir.proxy.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.proxy.exchange.HttpHead;

/// What an access log line needs of a request head.
///
/// @param method empty when the request is malformed
/// @param host without port
/// @param userAgent at most 8 KB
record RequestParts(
    String method, String target, String host, String userAgent, boolean grpc, int minorVersion) {
  private static final int MAX_USER_AGENT = 8 * 1024;
  private static final byte[] HOST = "host".getBytes(ISO_8859_1);
  private static final byte[] USER_AGENT = "user-agent".getBytes(ISO_8859_1);
  private static final byte[] CONTENT_TYPE = "content-type".getBytes(ISO_8859_1);

  static final RequestParts NONE = new RequestParts("", "", "", "", false, 1);

  static RequestParts of(HttpHead head) {
    if (head.methodEnd() == 0) {
      return NONE;
    }
    String agent = value(head, USER_AGENT);
    return new RequestParts(
        head.method(),
        head.target(),
        withoutPort(value(head, HOST)),
        agent.length() > MAX_USER_AGENT ? agent.substring(0, MAX_USER_AGENT) : agent,
        value(head, CONTENT_TYPE).startsWith("application/grpc"),
        head.minorVersion());
  }

  private static String value(HttpHead head, byte[] name) {
    int field = head.find(name, 0);
    return field < 0 ? "" : head.value(field);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > 0 && host.substring(colon + 1).chars().allMatch(Character::isDigit);
    return port ? host.substring(0, colon) : host;
  }
}
