package dev.weir.proxy.http1;

/// The bodies and reason phrases of responses that the load balancer itself makes.
public final class GeneratedPages {
  private GeneratedPages() {}

  /// The reason phrase that ALB uses; empty for its own status codes.
  public static String reason(int status) {
    return switch (status) {
      case 100 -> "Continue";
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 206 -> "Partial Content";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 303 -> "See Other";
      case 304 -> "Not Modified";
      case 307 -> "Temporary Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Authorization Required";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Not Allowed";
      case 406 -> "Not Acceptable";
      case 408 -> "Request Time-out";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 411 -> "Length Required";
      case 412 -> "Precondition Failed";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request-URI Too Large";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Requested Range Not Satisfiable";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Temporarily Unavailable";
      case 504 -> "Gateway Time-out";
      case 505 -> "HTTP Version Not Supported";
      case 507 -> "Insufficient Storage";
      default -> "";
    };
  }

  /// `502 Bad Gateway`.
  public static String statusText(int status) {
    String reason = reason(status);
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }

  /// The page of a redirect or an error.
  public static String page(int status) {
    String text = statusText(status);
    return "<html>\r\n<head><title>"
        + text
        + "</title></head>\r\n<body>\r\n<center><h1>"
        + text
        + "</h1></center>\r\n</body>\r\n</html>\r\n";
  }
}
