package dev.weir.proxy.engine;

import dev.weir.elb.RuleAction;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.GeneratedPages;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A response that the load balancer makes itself: status, body, and the fields about the body.
///
/// It is a class because its arrays must not be copied per request; nobody changes them.
final class GeneratedResponse {
  private static final @Nullable GeneratedResponse[] PAGES = new GeneratedResponse[600];

  final int status;
  final byte[] statusLine;
  final byte[] contentType;
  final byte[] body;

  /// Whole lines besides, such as `Location`.
  final byte[] lines;

  private GeneratedResponse(int status, String contentType, byte[] body, String lines) {
    this.status = status;
    this.statusLine =
        Bytes.latin1("HTTP/1.1 " + status + " " + GeneratedPages.reason(status) + "\r\n");
    this.contentType = Bytes.latin1(contentType);
    this.body = body;
    this.lines = Bytes.latin1(lines);
  }

  static {
    for (int status = 300; status < PAGES.length; status++) {
      PAGES[status] =
          new GeneratedResponse(status, "text/html", Bytes.latin1(GeneratedPages.page(status)), "");
    }
  }

  /// The load balancer's page for an error.
  static GeneratedResponse page(int status) {
    GeneratedResponse page = PAGES[status];
    if (page == null) {
      throw new IllegalArgumentException("status of a page: " + status);
    }
    return page;
  }

  /// A redirect, or an answer of an authenticating action.
  ///
  /// @param lines whole lines, each with its CR LF
  static GeneratedResponse page(int status, String lines) {
    return new GeneratedResponse(
        status, "text/html", Bytes.latin1(GeneratedPages.page(status)), lines);
  }

  static GeneratedResponse text(int status, String contentType, String body) {
    return new GeneratedResponse(status, contentType, body.getBytes(StandardCharsets.UTF_8), "");
  }

  /// ALB names the character set of text, which the API's content types do not.
  static GeneratedResponse of(RuleAction.FixedResponse fixed) {
    String type = fixed.contentType().isEmpty() ? "text/plain" : fixed.contentType();
    String named = type.startsWith("text/") ? type + "; charset=utf-8" : type;
    return text(fixed.statusCode(), named, fixed.messageBody());
  }
}
