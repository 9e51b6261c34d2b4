package dev.weir.kube.pod;

import java.util.LinkedHashMap;
import java.util.Map;

/// One response of a simulated pod.
///
/// @param status 100 to 599
/// @param headers without `Content-Length` and `Connection`, which the connection adds
record Answer(int status, Map<String, String> headers, String body) {
  Answer {
    headers = new LinkedHashMap<>(headers);
  }

  static Answer text(int status, String text) {
    return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
  }

  /// The reason phrase of a status (RFC 9110 section 15), for the status line.
  static String reason(int status) {
    return switch (status) {
      case 100 -> "Continue";
      case 101 -> "Switching Protocols";
      case 200 -> "OK";
      case 201 -> "Created";
      case 204 -> "No Content";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> "Status " + status;
    };
  }

  /// Whether a response of this status has a body at all (RFC 9110 section 6.4.1).
  boolean hasBody() {
    return status >= 200 && status != 204 && status != 304;
  }
}
